using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>The secret that an application signs its own tokens with, loaded so that a weak one stops the program before it starts.</summary>
/// <remarks>
/// <para>
/// Refused are: nothing, fewer than 32 characters, white space at the ends, control characters, fewer than ten different characters, one
/// part over and over, a value used for another setting, and every placeholder that documentation and samples are full of, whatever its
/// case and separators. There is no switch that turns this off; tests pass what <see cref="Generate"/> gives.
/// </para>
/// <para>
/// The bytes lie in memory that the garbage collector does not move, and are overwritten on <see cref="Dispose"/> or, at the latest, in the
/// finalizer. The string that an environment variable or a configuration gives cannot be wiped; a file can be read without one.
/// </para>
/// <para>Safe to use from many threads; <see cref="Dispose"/> may come at any time and leaves calls in flight whole.</para>
/// </remarks>
[JsonConverter(typeof(RefusingJsonConverter<AppSigningSecret>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AppSigningSecret : IDisposable
{
    private const int GeneratedSize = 32;
    private const int MaxUtf8PerCharacter = 3;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SecretBytes _value;

    private AppSigningSecret(string settingName, ReadOnlySpan<byte> value) => (SettingName, _value) = (settingName, new SecretBytes(value));

    /// <summary>The setting the secret came from.</summary>
    public string SettingName { get; }

    /// <summary>A new secret for a configuration: 32 random bytes as base64url, 43 characters.</summary>
    public static string Generate()
    {
        Span<byte> value = stackalloc byte[GeneratedSize];
        try
        {
            // Again where chance spells a placeholder, once in some hundred thousand times.
            string text;
            do
            {
                RandomNumberGenerator.Fill(value);
                text = Base64Url.EncodeToString(value);
            }
            while (SecretRules.Check(text) is not null);

            return text;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    /// <summary>Loads a secret through a reader, and compares it with other secrets of the same source.</summary>
    /// <param name="settingName">The name of the setting, the only thing that an error shows.</param>
    /// <param name="read">
    /// Gives the value of a name, or null: <c>Environment.GetEnvironmentVariable</c>, or <c>name =&gt; configuration[name]</c>.
    /// </param>
    /// <param name="otherSettings">The names of the other secrets there, from which this one must differ.</param>
    /// <exception cref="InsecureConfigException">The secret is absent or unfit, or the reader threw.</exception>
    public static AppSigningSecret Load(string settingName, Func<string, string?> read, params ReadOnlySpan<string> otherSettings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(settingName);
        ArgumentNullException.ThrowIfNull(read);

        var value = Read(settingName, read, settingName);
        var secret = FromText(settingName, value);
        foreach (var other in otherSettings)
        {
            if (other == settingName || !string.Equals(value, Read(settingName, read, other), StringComparison.Ordinal)) continue;
            secret.Dispose();
            throw new InsecureConfigException(settingName, InsecureConfigReason.SameAsAnotherSecret);
        }

        return secret;
    }

    /// <summary>Loads a secret from a UTF-8 file, such as one that a container mounts. One line end at the end of the file is not part of it.</summary>
    /// <param name="settingName">The name of the setting, the only thing that an error shows.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InsecureConfigException">The file or the secret is absent or unfit.</exception>
    public static AppSigningSecret LoadFile(string settingName, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(settingName);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);

        const int Limit = (SecretRules.MaxLength * MaxUtf8PerCharacter) + 2;
        var bytes = GC.AllocateUninitializedArray<byte>(Limit + 1, pinned: true);
        var characters = GC.AllocateUninitializedArray<char>(Limit + 1, pinned: true);
        try
        {
            var length = ReadFile(settingName, path, bytes);
            if (length > Limit) throw new InsecureConfigException(settingName, InsecureConfigReason.TooLong);
            var text = characters.AsSpan(0, StrictUtf8.GetChars(bytes.AsSpan(0, length), characters));
            if (text is [.., '\n']) text = text is [.., '\r', '\n'] ? text[..^2] : text[..^1];
            return FromText(settingName, text);
        }
        catch (DecoderFallbackException)
        {
            throw new InsecureConfigException(settingName, InsecureConfigReason.NotText);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            characters.AsSpan().Clear();
        }
    }

    /// <summary>Takes a secret that the caller has read. Clear <paramref name="value"/> afterwards.</summary>
    /// <param name="settingName">The name of the setting, the only thing that an error shows.</param>
    /// <param name="value">The secret.</param>
    /// <exception cref="InsecureConfigException">The secret is absent or unfit.</exception>
    public static AppSigningSecret FromText(string settingName, ReadOnlySpan<char> value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(settingName);
        if (SecretRules.Check(value) is { } reason) throw new InsecureConfigException(settingName, reason);

        var bytes = GC.AllocateUninitializedArray<byte>(value.Length * MaxUtf8PerCharacter, pinned: true);
        try
        {
            return new AppSigningSecret(settingName, bytes.AsSpan(0, StrictUtf8.GetBytes(value, bytes)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Refuses to go on if this secret is one of <paramref name="others"/>.</summary>
    /// <exception cref="InsecureConfigException">It is.</exception>
    /// <exception cref="ObjectDisposedException">One of them has been disposed.</exception>
    public void RequireDifferent(params ReadOnlySpan<AppSigningSecret> others)
    {
        foreach (var other in others)
        {
            ArgumentNullException.ThrowIfNull(other, nameof(others));
            if (IsSameAs(other)) throw new InsecureConfigException(SettingName, InsecureConfigReason.SameAsAnotherSecret);
        }
    }

    /// <summary>Overwrites the secret. Whoever uses it after this gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _value.Dispose();

    /// <summary>The type and the name of the setting; never the secret.</summary>
    public override string ToString() => $"{nameof(AppSigningSecret)} {SettingName}";

    /// <summary>HKDF-SHA256 of the secret's UTF-8 bytes.</summary>
    internal void DeriveKey(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> destination)
    {
        var value = GC.AllocateUninitializedArray<byte>(_value.Length, pinned: true);
        try
        {
            _value.CopyTo(value, this);
            HkdfSha256.DeriveKey(value, salt, info, destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private bool IsSameAs(AppSigningSecret other)
    {
        var mine = GC.AllocateUninitializedArray<byte>(_value.Length, pinned: true);
        var theirs = GC.AllocateUninitializedArray<byte>(other._value.Length, pinned: true);
        try
        {
            _value.CopyTo(mine, this);
            other._value.CopyTo(theirs, other);
            return CryptographicOperations.FixedTimeEquals(mine, theirs);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mine);
            CryptographicOperations.ZeroMemory(theirs);
        }
    }

    private static string? Read(string settingName, Func<string, string?> read, string name)
    {
        try
        {
            return read(name);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Not as an inner exception: a foreign reader may put the value into its message.
            throw new InsecureConfigException(settingName, InsecureConfigReason.Unreadable);
        }
    }

    private static int ReadFile(string settingName, string path, Span<byte> buffer)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = 0;
            while (length < buffer.Length && RandomAccess.Read(file, buffer[length..], length) is > 0 and var read) length += read;
            return length;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InsecureConfigException(settingName, InsecureConfigReason.Missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InsecureConfigException(settingName, InsecureConfigReason.Unreadable);
        }
    }
}
