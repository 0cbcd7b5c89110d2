using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;

namespace HypeKr.Crypto.Tests;

/// <summary>All writable memory of a child process is searched, by itself, for a key that nobody but the code under test has ever seen.</summary>
[Trait("Category", "Crash")]
public sealed class KeyMemoryTests(ITestOutputHelper output)
{
    private const string Variable = "HYPEKR_TEST_KEY_SEARCH";
    private const int Signatures = 50;

    // Before the entry point of the test host's program; in a test run the variable is not set.
    [ModuleInitializer]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } backend) return;
        var (before, after) = Search(backend == nameof(Secp256k1Backend.Native) ? Secp256k1Backend.Native : Secp256k1Backend.Managed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before.Raw} {before.Limbs} {before.Text} {after.Raw} {after.Limbs} {after.Text}"));
        Environment.Exit(0);
    }

    [LinuxNativeFact]
    public void After_disposal_the_native_path_leaves_no_copy_of_the_key()
    {
        var (before, after) = SearchInChild(nameof(Secp256k1Backend.Native));
        Assert.True(before.Raw >= 1, "The search does not find a key that is there.");
        Assert.Equal(default, after);
    }

    [LinuxFact]
    public void After_disposal_the_managed_path_reports_what_it_leaves()
    {
        var (before, after) = SearchInChild(nameof(Secp256k1Backend.Managed));
        Assert.True(before.Raw >= 1, "The search does not find a key that is there.");

        // Big integers cannot be wiped, so words of the key may stay until the heap is reused; the 32 bytes themselves, and text, may not.
        Assert.Equal(0, after.Raw);
        Assert.Equal(0, after.Text);
    }

    [LinuxFact]
    public void Every_spelling_that_is_planted_is_found()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var needles = new Needles();
        needles.Take(key);

        // Spelled by other means than the needles, each once.
        string[] texts =
        [
            Convert.ToHexStringLower(key), Convert.ToHexString(key), Convert.ToBase64String(key), System.Buffers.Text.Base64Url.EncodeToString(key),
            new BigInteger(key, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture),
        ];
        byte[][] planted =
        [
            key, [.. key.Chunk(4).SelectMany(Enumerable.Reverse)], [.. key.Chunk(8).SelectMany(Enumerable.Reverse)], [.. Enumerable.Reverse(key)],
            .. texts.SelectMany(text => (byte[][])[Encoding.ASCII.GetBytes(text), Encoding.Unicode.GetBytes(text)]),
        ];
        Assert.Equal(planted.Length, needles.List.Count);
        Assert.DoesNotContain(0, ProcessMemory.CountEach(needles));
        GC.KeepAlive(planted);
    }

    private (Hits Before, Hits After) SearchInChild(string backend)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KeyMemoryTests).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[Variable] = backend;
        using var child = Process.Start(start)!;
        var printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"The child ended with {child.ExitCode}: {printed}");
        var counts = printed.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (before, after) = (new Hits(counts[0], counts[1], counts[2]), new Hits(counts[3], counts[4], counts[5]));
        output.WriteLine($"{backend}: before disposal {before}; after it {after}");
        return (before, after);
    }

    private static (Hits Before, Hits After) Search(Secp256k1Backend backend)
    {
        var needles = new Needles();
        var before = Use(backend, needles);
        Scrub(64);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return (before, ProcessMemory.Count(needles));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Hits Use(Secp256k1Backend backend, Needles needles)
    {
        using var key = Secp256k1PrivateKey.Generate(backend);
        needles.Take((byte[])typeof(Secp256k1PrivateKey).GetField("_key", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(key)!);
        for (var i = 0; i < Signatures; i++)
        {
            var digest = Keccak256.Hash([(byte)i]);
            Assert.True(key.SignWith(backend, digest, []).IsFrom(key.Address, digest));
            Assert.True(key.SignHedged(backend, digest).IsFrom(key.Address, digest));
        }

        return ProcessMemory.Count(needles);
    }

    /// <summary>Overwrites what calls before have left on the stack, as the work after any signature would.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Scrub(int kilobytes)
    {
        Span<byte> frame = stackalloc byte[1024];
        frame.Fill((byte)kilobytes);
        return kilobytes == 0 ? frame[^1] : Scrub(kilobytes - 1) + frame[0];
    }

    /// <summary>How often each spelling was found.</summary>
    /// <param name="Raw">The 32 bytes in their order.</param>
    /// <param name="Limbs">Words of 32 or 64 bits, as big integers and libraries keep them.</param>
    /// <param name="Text">Hex, base64 and decimal, in bytes and in UTF-16.</param>
    private readonly record struct Hits(int Raw, int Limbs, int Text)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Raw} raw, {Limbs} in words, {Text} as text");
    }

    private enum Spelling
    {
        Raw,
        Limbs,
        Text,
    }

    /// <summary>The spellings, kept inverted so that a search does not find its own list, and made without a copy that stays.</summary>
    private sealed class Needles
    {
        private readonly List<(Spelling Kind, byte[] Inverted)> _list = [];

        public IReadOnlyList<(Spelling Kind, byte[] Inverted)> List => _list;

        public void Take(ReadOnlySpan<byte> key)
        {
            Span<byte> words = stackalloc byte[32];
            Add(Spelling.Raw, key);
            foreach (var size in (ReadOnlySpan<int>)[4, 8, 32])
            {
                // Little-endian words with the highest first, and with the lowest first (which is one and the same for 32).
                key.CopyTo(words);
                for (var at = 0; at < 32; at += size) words.Slice(at, size).Reverse();
                Add(Spelling.Limbs, words);
            }

            Span<byte> text = stackalloc byte[96];
            Convert.TryToHexStringLower(key, text, out var written);
            AddText(text[..written]);
            Convert.TryToHexString(key, text, out written);
            AddText(text[..written]);
            System.Buffers.Text.Base64.EncodeToUtf8(key, text, out _, out written);
            AddText(text[..43]);
            for (var i = 0; i < 43; i++) text[i] = text[i] switch { (byte)'+' => (byte)'-', (byte)'/' => (byte)'_', var c => c };
            AddText(text[..43]);
            AddText(Decimal(key, text));
            words.Clear();
            text.Clear();
        }

        private static Span<byte> Decimal(ReadOnlySpan<byte> key, Span<byte> text)
        {
            Span<byte> rest = stackalloc byte[32];
            key.CopyTo(rest);
            var at = text.Length;
            while (rest.ContainsAnyExcept((byte)0))
            {
                var remainder = 0;
                for (var i = 0; i < rest.Length; i++)
                {
                    var value = (remainder << 8) | rest[i];
                    (rest[i], remainder) = ((byte)(value / 10), value % 10);
                }

                text[--at] = (byte)('0' + remainder);
            }

            return text[at..];
        }

        private void AddText(ReadOnlySpan<byte> ascii)
        {
            Span<byte> wide = stackalloc byte[2 * ascii.Length];
            wide.Clear();
            for (var i = 0; i < ascii.Length; i++) wide[2 * i] = ascii[i];
            Add(Spelling.Text, ascii);
            Add(Spelling.Text, wide);
            wide.Clear();
        }

        private void Add(Spelling kind, ReadOnlySpan<byte> bytes)
        {
            var inverted = new byte[bytes.Length];
            for (var i = 0; i < bytes.Length; i++) inverted[i] = (byte)(bytes[i] ^ 0xFF);
            _list.Add((kind, inverted));
        }
    }

    private static class ProcessMemory
    {
        private const int BlockSize = 1 << 20;
        private const int Overlap = 256;

        public static Hits Count(Needles needles)
        {
            var found = new int[3];
            foreach (var ((kind, _), count) in needles.List.Zip(CountEach(needles))) found[(int)kind] += count;
            return new Hits(found[(int)Spelling.Raw], found[(int)Spelling.Limbs], found[(int)Spelling.Text]);
        }

        public static int[] CountEach(Needles needles)
        {
            var found = new int[needles.List.Count];
            var block = GC.AllocateArray<byte>(BlockSize, pinned: true);
            using var memory = File.OpenHandle("/proc/self/mem");
            foreach (var line in File.ReadAllLines("/proc/self/maps"))
            {
                var parts = line.Split(' ', 3);
                if (!parts[1].StartsWith("rw", StringComparison.Ordinal)) continue;
                var dash = parts[0].IndexOf('-', StringComparison.Ordinal);
                var from = ulong.Parse(parts[0].AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                var to = ulong.Parse(parts[0].AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                Scan(memory, (long)from, (long)to, block, needles, found);
            }

            Array.Clear(block);
            return found;
        }

        private static void Scan(Microsoft.Win32.SafeHandles.SafeFileHandle memory, long from, long to, byte[] block, Needles needles, int[] found)
        {
            // Blocks overlap by more than the longest needle; a hit counts where it begins, so that none counts twice.
            for (var at = from; at < to; at += BlockSize - Overlap)
            {
                var wanted = (int)Math.Min(BlockSize, to - at);
                int read;
                try
                {
                    read = RandomAccess.Read(memory, block.AsSpan(0, wanted), at);
                }
                catch (IOException)
                {
                    continue;
                }

                var own = Marshal.UnsafeAddrOfPinnedArrayElement(block, 0) - at;
                var last = at + BlockSize - Overlap >= to;
                for (var i = 0; i < found.Length; i++) found[i] += CountIn(block.AsSpan(0, read), needles.List[i].Inverted, last ? read : BlockSize - Overlap, own);
            }
        }

        private static int CountIn(ReadOnlySpan<byte> block, byte[] inverted, int starts, long own)
        {
            var count = 0;
            var first = (byte)(inverted[0] ^ 0xFF);
            var second = (byte)(inverted[1] ^ 0xFF);
            ReadOnlySpan<byte> prefix = [first, second];
            for (var from = 0; from < starts;)
            {
                var next = block[from..].IndexOf(prefix);
                if (next < 0 || from + next >= starts) break;
                var at = from + next;
                from = at + 1;

                // What lies in the block that was just read into is the search itself.
                if (at >= own && at < own + BlockSize) continue;
                if (at + inverted.Length > block.Length) continue;
                var same = true;
                for (var i = 2; i < inverted.Length && same; i++) same = block[at + i] == (byte)(inverted[i] ^ 0xFF);
                if (same) count++;
            }

            return count;
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "/proc/self/mem is Linux's.";
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LinuxNativeFactAttribute : FactAttribute
    {
        public LinuxNativeFactAttribute() => Skip = OperatingSystem.IsLinux() ? Secp256k1Backend.NativeRefusal : "/proc/self/mem is Linux's.";
    }
}
