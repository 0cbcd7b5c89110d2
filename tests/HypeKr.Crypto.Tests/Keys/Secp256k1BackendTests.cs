using System.Runtime.InteropServices;

namespace HypeKr.Crypto.Tests;

public sealed class Secp256k1BackendTests
{
    private static readonly Hash32 Digest = Keccak256.Hash("a digest"u8);

    [Fact]
    public void The_managed_backend_makes_the_known_signatures()
    {
        Assert.Equal(4, Secp256k1SelfTest.Cases.Length);
        Assert.All(Secp256k1SelfTest.Cases, known => Assert.True(known.Holds(Secp256k1Backend.Managed)));
    }

    [NativeFact]
    public void The_native_backend_makes_the_known_signatures() =>
        Assert.All(Secp256k1SelfTest.Cases, known => Assert.True(known.Holds(Secp256k1Backend.Native)));

    [Fact]
    public void A_known_signature_that_is_wrong_in_one_part_does_not_hold()
    {
        foreach (var known in Secp256k1SelfTest.Cases)
        {
            Assert.False((known with { RecoveryId = 1 - known.RecoveryId }).Holds(Secp256k1Backend.Managed));
            Assert.False((known with { Signature = known.Signature[..^1] + (known.Signature[^1] == '0' ? '1' : '0') }).Holds(Secp256k1Backend.Managed));
            Assert.False((known with { PublicKey = known.PublicKey[..^1] + (known.PublicKey[^1] == '0' ? '1' : '0') }).Holds(Secp256k1Backend.Managed));
        }
    }

    [Fact]
    public void The_choice_and_its_reason_are_visible()
    {
        Assert.False(Secp256k1Backend.Managed.IsNative);
        Assert.Equal("managed (BouncyCastle)", Secp256k1Backend.Managed.ToString());
        if (Secp256k1Backend.NativeRefusal is { } refusal)
        {
            Assert.Same(Secp256k1Backend.Managed, Secp256k1Backend.Auto);
            Assert.Equal(refusal, Assert.Throws<Secp256k1BackendException>(() => Secp256k1Backend.Native).Message);
            return;
        }

        Assert.True(Secp256k1Backend.Native.IsNative);
        Assert.StartsWith("native (", Secp256k1Backend.Native.ToString(), StringComparison.Ordinal);
        Assert.Same(Secp256k1Backend.Native, Secp256k1Backend.Auto);
    }

    [Fact]
    public void The_setting_forces_either_and_a_word_it_does_not_know_is_an_error()
    {
        Assert.Same(Secp256k1Backend.Choose(AppContext.GetData(Secp256k1Backend.SettingName)), Secp256k1Backend.Default);
        Assert.Same(Secp256k1Backend.Auto, Secp256k1Backend.Choose(null));
        Assert.Same(Secp256k1Backend.Auto, Secp256k1Backend.Choose("Auto"));
        Assert.Same(Secp256k1Backend.Managed, Secp256k1Backend.Choose("Managed"));
        if (Secp256k1Backend.NativeRefusal is null) Assert.Same(Secp256k1Backend.Native, Secp256k1Backend.Choose("Native"));
        else Assert.Throws<Secp256k1BackendException>(() => Secp256k1Backend.Choose("Native"));

        foreach (var wrong in (object[])["managed", "", "libsecp256k1", true])
        {
            Assert.Contains(Secp256k1Backend.SettingName, Assert.Throws<Secp256k1BackendException>(() => Secp256k1Backend.Choose(wrong)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_no_library_loads_the_refusal_names_what_was_tried()
    {
        var probe = NativeProbe.Run(new ScriptedLoader("libone.so", "libtwo.so"));
        Assert.Null(probe.Backend);
        Assert.Contains("libone.so, libtwo.so", probe.Refusal, StringComparison.Ordinal);
        Assert.Contains("not looked for", NativeProbe.Run(new ScriptedLoader()).Refusal, StringComparison.Ordinal);
    }

    [NativeFact]
    public void A_library_without_one_of_the_functions_is_refused_and_freed()
    {
        foreach (var missing in NativeSecp256k1.Exports)
        {
            var loader = ScriptedLoader.OfSystem();
            loader.Replace(missing, 0);
            var probe = NativeProbe.Run(loader);
            Assert.Null(probe.Backend);
            Assert.Contains($"{loader.Names[0]} lacks {missing}", probe.Refusal, StringComparison.Ordinal);
            Assert.Equal(1, loader.Freed);
        }
    }

    [NativeFact]
    public void After_an_incomplete_library_the_next_is_tried()
    {
        var loader = ScriptedLoader.OfSystem("incomplete");
        loader.Incomplete = "incomplete";
        var probe = NativeProbe.Run(loader);
        Assert.Null(probe.Refusal);
        Assert.Equal($"native ({loader.Names[1]})", probe.Backend!.ToString());
        Assert.Equal(1, loader.Freed);
        Assert.All(Secp256k1SelfTest.Cases, known => Assert.True(known.Holds(probe.Backend)));
    }

    [NativeFact]
    public void A_library_that_answers_wrongly_fails_the_self_test_and_is_freed()
    {
        Recover refuses = (_, _, _, _) => 0;
        Sign refusesToSign = (_, _, _, _, _, _) => 0;
        Randomize randomizes = (_, _) => 0;
        Create creates = _ => 0;
        var real = ScriptedLoader.OfSystem();
        var serialize = Marshal.GetDelegateForFunctionPointer<SerializeSignature>(real.Export("secp256k1_ecdsa_recoverable_signature_serialize_compact"));
        SerializeSignature otherId = (nint context, nint destination, ref int recoveryId, nint signature) =>
        {
            var result = serialize(context, destination, ref recoveryId, signature);
            recoveryId ^= 1;
            return result;
        };
        SerializeSignature otherBytes = (nint context, nint destination, ref int recoveryId, nint signature) =>
        {
            var result = serialize(context, destination, ref recoveryId, signature);
            Marshal.WriteByte(destination, 63, (byte)(Marshal.ReadByte(destination, 63) ^ 1));
            return result;
        };

        foreach (var (name, wrong, fault) in ((string, Delegate, string)[])
        [
            ("secp256k1_ecdsa_recover", refuses, "fails the self-test"),
            ("secp256k1_ecdsa_sign_recoverable", refusesToSign, "fails the self-test"),
            ("secp256k1_ecdsa_recoverable_signature_serialize_compact", otherId, "fails the self-test"),
            ("secp256k1_ecdsa_recoverable_signature_serialize_compact", otherBytes, "fails the self-test"),
            ("secp256k1_context_randomize", randomizes, "does not randomise its context"),
            ("secp256k1_context_create", creates, "makes no context"),
        ])
        {
            var loader = ScriptedLoader.OfSystem();
            loader.Replace(name, Marshal.GetFunctionPointerForDelegate(wrong));
            var probe = NativeProbe.Run(loader);
            GC.KeepAlive(wrong);
            Assert.Null(probe.Backend);
            Assert.EndsWith($"{loader.Names[0]} {fault}.", probe.Refusal, StringComparison.Ordinal);
            Assert.Equal(1, loader.Freed);
        }
    }

    [NativeFact]
    public void A_native_signature_and_recovery_allocate_nothing()
    {
        using var key = TestKeys.Open("allocation");
        using var signer = new PrivateKeySigner(TestKeys.Open("allocation"), new PrivateKeySignerOptions { Backend = Secp256k1Backend.Native, Hedged = true });
        var signature = key.SignWith(Secp256k1Backend.Native, Digest, []);
        var sum = 0;
        Work();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(200, sum);

        void Work()
        {
            for (var i = 0; i < 100; i++)
            {
                var made = key.SignWith(Secp256k1Backend.Native, Digest, []);
                var hedged = signer.SignDigestAsync(Digest).Result;
                if (made == signature && hedged != made && made.TryRecover(Secp256k1Backend.Native, Digest, out var address) && address == key.Address) sum++;
            }
        }
    }

    [NativeFact]
    public void One_context_serves_many_threads()
    {
        using var key = TestKeys.Open("threads");
        var expected = key.SignWith(Secp256k1Backend.Managed, Digest, []);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            Assert.Equal(expected, key.SignWith(Secp256k1Backend.Native, Digest, []));
            Assert.True(expected.TryRecover(Secp256k1Backend.Native, Digest, out var address) && address == key.Address);
        });
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Create(uint flags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Randomize(nint context, nint seed);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Recover(nint context, nint publicKey, nint signature, nint digest);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Sign(nint context, nint signature, nint digest, nint key, nint nonce, nint data);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SerializeSignature(nint context, nint destination, ref int recoveryId, nint signature);

    /// <summary>The system's library, with functions taken away or replaced; or no library at all.</summary>
    private sealed class ScriptedLoader(params string[] names) : NativeLoader
    {
        private readonly Dictionary<string, nint> _replaced = new(StringComparer.Ordinal);
        private string? _real;
        private nint _incomplete;

        public override IReadOnlyList<string> Names { get; } = names;

        /// <summary>A name that loads, and lacks a function.</summary>
        public string? Incomplete { get; set; }

        public int Freed { get; private set; }

        public static ScriptedLoader OfSystem(params string[] before)
        {
            var real = new SystemNativeLoader().Names.First(name => NativeLibrary.TryLoad(name, out _));
            return new ScriptedLoader([.. before, real]) { _real = real };
        }

        public void Replace(string name, nint function) => _replaced[name] = function;

        public nint Export(string name) => NativeLibrary.GetExport(NativeLibrary.Load(_real!), name);

        public override bool TryLoad(string name, out nint library)
        {
            library = 0;
            if (name != _real && name != Incomplete) return false;
            if (!NativeLibrary.TryLoad(_real!, out library)) return false;

            // Handles of one library are equal, so a name is told apart by the order of loading.
            _incomplete = name == Incomplete ? library : 0;
            return true;
        }

        public override bool TryGetExport(nint library, string name, out nint function)
        {
            if (library == _incomplete && name == NativeSecp256k1.Exports[^1])
            {
                function = 0;
                return false;
            }

            if (_replaced.TryGetValue(name, out function)) return function != 0;
            return NativeLibrary.TryGetExport(library, name, out function);
        }

        public override void Free(nint library)
        {
            Freed++;
            NativeLibrary.Free(library);
        }
    }
}
