using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace HypeKr.Crypto.Testing;

/// <summary>Looks for planted secrets and raw addresses wherever a program lets text out.</summary>
/// <remarks>
/// <para>
/// Plant the secrets first, run the code, then scan what came out. A secret is found as bytes, in limb order, as hex with or without
/// separators, UTF-16 hex, base64 and base64url at any alignment, a decimal number, and a list of bytes. Of 32 bytes or more either half
/// is enough, but base64 and decimal numbers are matched whole.
/// </para>
/// <para>Not found: what is encrypted, compressed, hashed, or cut into pieces smaller than half. A clean scan is evidence, not proof.</para>
/// <para>Planting is for one thread; scanning is for many.</para>
/// </remarks>
public sealed partial class LeakScanner
{
    // A scanner is scanned like everything else.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly List<PlantedSecret> _secrets = [];

    private readonly List<(string Name, string Digits)> _addresses = [];
    private readonly HashSet<Type> _mayPrintHex = [typeof(EthereumAddress), typeof(Hash32), typeof(RecoverableSignature), typeof(TypedDataHash)];

    /// <summary>Whether <c>0x</c> and 40 hex digits or more count as a leak in logs, exceptions, <c>ToString</c> and debugger displays. True by default.</summary>
    public bool FindsRawAddresses { get; init; } = true;

    /// <summary>Plants bytes: a key, a master key, a seed.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="secret">8 bytes or more.</param>
    /// <exception cref="ArgumentException">No name, or fewer than 8 bytes, which would be found everywhere.</exception>
    public LeakScanner Plant(string name, ReadOnlySpan<byte> secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (secret.Length < PlantedSecret.MinSize) throw new ArgumentException("A planted secret has 8 bytes or more; a shorter one is found by chance.", nameof(secret));
        _secrets.Add(new PlantedSecret(name, secret));
        return this;
    }

    /// <summary>Plants text: a signing secret, a password, a token. Its UTF-8 bytes are looked for, so it is found as text as well.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="secret">8 bytes or more in UTF-8.</param>
    /// <exception cref="ArgumentException">No name, or a secret that is too short.</exception>
    public LeakScanner PlantText(string name, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Plant(name, Encoding.UTF8.GetBytes(secret));
    }

    /// <summary>Plants an address, which reports name by its fingerprint. Found in hex, with <c>0x</c> or without.</summary>
    public LeakScanner Plant(EthereumAddress address)
    {
        _addresses.Add((address.Fingerprint, address.ToLowerHex()[2..]));
        return this;
    }

    /// <summary>Lets a type print addresses and digests, because that is what it is. Addresses, hashes, typed-data hashes and signatures may from the start.</summary>
    public LeakScanner AllowAddressesIn(Type type)
    {
        _mayPrintHex.Add(type);
        return this;
    }

    /// <summary>Scans a text for secrets and addresses.</summary>
    /// <param name="source">What reports call it.</param>
    /// <param name="text">The text; null is clean.</param>
    public IReadOnlyList<Leak> ScanText(string source, string? text) => Distinct(InText(source, text, addresses: true));

    /// <summary>Scans captured log lines for secrets and addresses. A leak names its line, from 1.</summary>
    public IReadOnlyList<Leak> ScanLog(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Distinct(lines.SelectMany((line, i) => InText(string.Create(CultureInfo.InvariantCulture, $"log line {i + 1}"), line, addresses: true)));
    }

    /// <summary>Scans bytes, such as a file, a packet or a memory dump, for secrets: as they are, and as ASCII and UTF-16 text.</summary>
    /// <param name="source">What reports call it.</param>
    /// <param name="bytes">Any length; a few copies of it are made.</param>
    public IReadOnlyList<Leak> ScanBytes(string source, ReadOnlySpan<byte> bytes) => Distinct(InBytes(source, bytes.ToArray()));

    /// <summary>Scans an exception: its text, its <see cref="Exception.Data"/>, its inner exceptions, and its properties (for secrets only).</summary>
    public IReadOnlyList<Leak> ScanException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Distinct(InException(exception.GetType().Name, exception));
    }

    /// <summary>Scans an object as the world sees it: <c>ToString</c>, JSON, debugger, and what its properties give, to a depth of five.</summary>
    /// <remarks>
    /// Addresses count in <c>ToString</c> and in the debugger's one line; properties and JSON may show them. The debugger also opens private
    /// fields, unless they are marked <c>[DebuggerBrowsable(Never)]</c>.
    /// </remarks>
    public IReadOnlyList<Leak> ScanObject(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Distinct(new ObjectScan(this).Scan(TypeName(value.GetType()), value));
    }

    internal IEnumerable<Leak> InText(string source, string? text, bool addresses)
    {
        if (string.IsNullOrEmpty(text)) yield break;
        foreach (var view in TextView.Of(text))
        {
            foreach (var secret in _secrets)
            {
                foreach (var form in secret.FindIn(view)) yield return new Leak(source, secret.Name, form);
            }

            foreach (Match run in HexRun().Matches(view.Plain))
            {
                // A hex dump of text: hex digits of hex digits, in one byte a character or in two.
                if (run.Length % 2 != 0) continue;
                foreach (var leak in InBytes(source, Convert.FromHexString(run.ValueSpan), dumps: false)) yield return leak;
            }

            if (!addresses) continue;
            foreach (var (name, digits) in _addresses)
            {
                if (view.Plain.Contains(digits, StringComparison.OrdinalIgnoreCase)) yield return new Leak(source, name, LeakForm.PlantedAddress);
            }

            if (FindsRawAddresses && RawAddress().IsMatch(view.Plain)) yield return new Leak(source, "a raw address", LeakForm.RawAddress);
        }
    }

    internal IEnumerable<Leak> InBytes(string source, byte[] bytes, bool dumps = true)
    {
        foreach (var secret in _secrets)
        {
            // As bytes of a dump the raw form is the hex that InText has found already.
            if (dumps)
            {
                foreach (var form in secret.FindIn(bytes)) yield return new Leak(source, secret.Name, form);
            }

            foreach (var form in TextView.Of(Encoding.Latin1.GetString(bytes)).SelectMany(secret.FindIn))
            {
                if (form != LeakForm.Raw) yield return new Leak(source, secret.Name, form);
            }

            for (var start = 0; start < Math.Min(2, bytes.Length); start++)
            {
                foreach (var form in TextView.Of(Encoding.Unicode.GetString(bytes, start, bytes.Length - start)).SelectMany(secret.FindIn)) yield return new Leak(source, secret.Name, form == LeakForm.Hex ? LeakForm.Utf16Hex : form);
            }
        }
    }

    internal IEnumerable<Leak> InException(string source, Exception exception)
    {
        // ToString holds the messages of the inner exceptions too; their Data and properties it does not.
        foreach (var leak in InText($"{source}.ToString()", exception.ToString(), addresses: true)) yield return leak;
        foreach (var leak in InText($"{source}.Message", exception.Message, addresses: true)) yield return leak;
        foreach (DictionaryEntry entry in exception.Data)
        {
            foreach (var part in (object?[])[entry.Key, entry.Value])
            {
                if (part is null) continue;
                foreach (var leak in InText($"{source}.Data", part.ToString(), addresses: true).Concat(new ObjectScan(this).Scan($"{source}.Data", part))) yield return leak;
            }
        }

        foreach (var property in exception.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // A reflection name for every frame, and what is scanned above and below.
            if (property.DeclaringType == typeof(Exception) && property.Name != nameof(Exception.HelpLink)) continue;
            if (property.GetIndexParameters().Length > 0 || !ObjectScan.TryGet(() => property.GetValue(exception), out var value, out _) || value is null or Exception) continue;
            foreach (var leak in new ObjectScan(this).Scan($"{source}.{property.Name}", value)) yield return leak;
        }

        var inner = exception is AggregateException aggregate ? aggregate.InnerExceptions : exception.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        foreach (var leak in inner.SelectMany(e => InException($"{source} > {e.GetType().Name}", e))) yield return leak;
    }

    internal bool MayPrintHex(Type type) => _mayPrintHex.Contains(type);

    internal static string TypeName(Type type) => type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;

    internal static IReadOnlyList<Leak> Distinct(IEnumerable<Leak> leaks) => [.. leaks.Distinct()];

    [GeneratedRegex("(?<![0-9A-Za-z])0x[0-9a-fA-F]{40,}", RegexOptions.CultureInvariant)]
    private static partial Regex RawAddress();

    [GeneratedRegex("[0-9a-fA-F]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex HexRun();
}
