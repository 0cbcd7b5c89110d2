using System.Buffers;
using System.Globalization;
using System.Text;

namespace HypeKr.Crypto;

/// <summary>The rules that a configured secret must pass. They look for human habits, not for entropy: no rule can prove randomness.</summary>
internal static class SecretRules
{
    public const int MinLength = 32;
    public const int MaxLength = 4096;

    private const int MinDistinct = 10;
    private const int MinFirstWord = 4;

    // Found anywhere in the normalised text. Long enough that a random secret does not hold one: six letters, of either case,
    // stand in 43 random base64url characters once in thirty million times.
    private static readonly SearchValues<string> Phrases = SearchValues.Create(
        [
            "changeme", "changeit", "changethis", "pleasechange", "tobechanged", "secret", "default", "devonly", "insecure", "example",
            "replaceme", "replacethis", "placeholder", "password", "passw0rd", "passphrase", "dummyvalue", "notarealkey", "fillmein", "fillthisin",
            "insertyour", "puthere", "enteryour", "yourkey", "yourtoken", "yoursigning", "yourmaster", "signingkey", "masterkey", "privatekey",
            "apikey", "development", "letmein", "abcdefgh", "12345678", "01234567", "98765432", "qwerty", "asdfgh", "loremipsum", "hunter2",
            "deadbeef", "cafebabe", "xxxxxx",
        ],
        StringComparison.Ordinal);

    // Too short to look for everywhere: refused as a word of their own, digits after it or not, see HoldsWord.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "test", "tests", "testing", "todo", "tbd", "fixme", "dev", "demo", "sample", "dummy", "fake", "foo", "foobar", "bar", "baz", "temp", "tmp", "none", "null",
        "undefined", "unset", "empty", "local", "localhost", "staging", "admin", "root", "user", "pass", "pwd", "token", "xxx", "xxxx", "xxxxx",
        "your", "here", "change", "replace", "insert", "hello", "world", "hypekr",
    };

    /// <summary>The first rule that <paramref name="value"/> breaks, or null.</summary>
    public static InsecureConfigReason? Check(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty) return InsecureConfigReason.Missing;
        if (value.Length > MaxLength) return InsecureConfigReason.TooLong;
        if (!IsWellFormed(value)) return InsecureConfigReason.NotText;
        if (value.IsWhiteSpace()) return InsecureConfigReason.Missing;
        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]) || HoldsControl(value)) return InsecureConfigReason.StrayCharacters;
        if (IsPlaceholder(value)) return InsecureConfigReason.Placeholder;
        if (value.Length < MinLength) return InsecureConfigReason.TooShort;
        if (Distinct(value) < MinDistinct) return InsecureConfigReason.TooFewDistinctCharacters;
        return HasPeriod(value) ? InsecureConfigReason.Repetition : null;
    }

    /// <summary>Whether the text stands for a secret instead of being one, whatever its case and separators.</summary>
    private static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        if (IsTemplate(value)) return true;

        var characters = ArrayPool<char>.Shared.Rent(value.Length);
        try
        {
            var count = 0;
            foreach (var character in value)
            {
                // Full-width forms by hand: string.Normalize does nothing under InvariantGlobalization.
                var plain = character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - '\uFF01' + '!') : character;
                if (char.IsLetterOrDigit(plain)) characters[count++] = char.ToLowerInvariant(plain);
            }

            var normalised = characters.AsSpan(0, count);
            return normalised.ContainsAny(Phrases) || IsYourSomethingHere(normalised) || HoldsWord(value);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters, clearArray: true);
        }
    }

    private static bool IsTemplate(ReadOnlySpan<char> value) =>
        value is ['<', .., '>'] or ['[', .., ']'] or ['{', .., '}'] or ['%', .., '%'] or ['(', .., ')']
        || value.Contains("${", StringComparison.Ordinal)
        || value.Contains("{{", StringComparison.Ordinal)
        || value.Contains("$(", StringComparison.Ordinal)
        || value.Contains("...", StringComparison.Ordinal)
        || value.Contains("…", StringComparison.Ordinal);

    private static bool IsYourSomethingHere(ReadOnlySpan<char> normalised)
    {
        var your = normalised.IndexOf("your", StringComparison.Ordinal);
        return your >= 0 && normalised[your..].Contains("here", StringComparison.Ordinal);
    }

    /// <summary>Whether two words of the list stand in the text, set off by separators, or one of them begins it.</summary>
    /// <remarks>
    /// One short word amid a random text may be chance; a first word, or two words, are somebody's habit.
    /// </remarks>
    private static bool HoldsWord(ReadOnlySpan<char> value)
    {
        var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[16];
        var found = 0;
        for (var start = 0; start < value.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(value[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < value.Length && char.IsAsciiLetterOrDigit(value[end])) end++;
            var word = value[start..end].TrimEnd("0123456789");
            if (word.Length < lower.Length && word.ToLowerInvariant(lower) is var length && lookup.Contains(lower[..length]))
            {
                found++;
                if (start == 0 && length >= MinFirstWord) return true;
            }

            start = end;
        }

        lower.Clear();
        return found >= 2;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(value, out _, out var used) != OperationStatus.Done) return false;
            value = value[used..];
        }

        return true;
    }

    private static bool HoldsControl(ReadOnlySpan<char> value)
    {
        foreach (var character in value)
        {
            if (char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return true;
            }
        }

        return false;
    }

    private static int Distinct(ReadOnlySpan<char> value)
    {
        Span<char> seen = stackalloc char[MinDistinct];
        var count = 0;
        foreach (var character in value)
        {
            if (seen[..count].Contains(character)) continue;
            seen[count++] = character;
            if (count == MinDistinct) break;
        }

        seen.Clear();
        return count;
    }

    /// <summary>Whether the text is one part, at most half as long, over and over; the last turn may be cut short.</summary>
    private static bool HasPeriod(ReadOnlySpan<char> value)
    {
        for (var period = 1; period <= value.Length / 2; period++)
        {
            if (value[period..].SequenceEqual(value[..^period])) return true;
        }

        return false;
    }
}
