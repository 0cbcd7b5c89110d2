using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HypeKr.Crypto;

/// <summary>A version 3 keystore as it lies in a file: read strictly, written as geth writes it.</summary>
internal sealed record KeystoreFile(KeystoreKdf Kdf, byte[] Salt, byte[] Iv, byte[] Ciphertext, byte[] Mac, EthereumAddress? Address)
{
    private const string Cipher = "aes-128-ctr";
    private const string Prf = "hmac-sha256";
    private const int IvSize = 16;

    public static KeystoreFile Read(string json, int maxLength, int maxSaltSize)
    {
        if (json.Length > maxLength) throw Fault($"A keystore has at most {maxLength} characters; this one has {json.Length}.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, maxSaltSize);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Not JSON, or half a surrogate pair somewhere in it. The parser's message may quote the file.
            throw new InvalidKeystoreException("A keystore is one JSON object, with every member once.");
        }
    }

    public string Write(Guid id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (Address is { } address) writer.WriteString("address", address.ToLowerHex()[2..]);
            writer.WriteStartObject("crypto");
            writer.WriteString("cipher", Cipher);
            writer.WriteString("ciphertext", Convert.ToHexStringLower(Ciphertext));
            writer.WriteStartObject("cipherparams");
            writer.WriteString("iv", Convert.ToHexStringLower(Iv));
            writer.WriteEndObject();
            writer.WriteString("kdf", Kdf.IsScrypt ? "scrypt" : "pbkdf2");
            writer.WriteStartObject("kdfparams");
            writer.WriteNumber("dklen", KeystoreKdf.KeySize);
            if (Kdf.IsScrypt)
            {
                writer.WriteNumber("n", Kdf.N);
                writer.WriteNumber("p", Kdf.P);
                writer.WriteNumber("r", Kdf.R);
            }
            else
            {
                writer.WriteNumber("c", Kdf.Iterations);
                writer.WriteString("prf", Prf);
            }

            writer.WriteString("salt", Convert.ToHexStringLower(Salt));
            writer.WriteEndObject();
            writer.WriteString("mac", Convert.ToHexStringLower(Mac));
            writer.WriteEndObject();
            writer.WriteString("id", id.ToString("D", CultureInfo.InvariantCulture));
            writer.WriteNumber("version", 3);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static KeystoreFile Read(JsonElement root, int maxSaltSize)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new InvalidKeystoreException("A keystore is one JSON object.");
        var version = Number(root, "version");
        if (version != 3) throw Fault($"The keystore has version {version}; this reads version 3.");

        var section = Section(root);
        Word(section, "cipher", Cipher);
        var parameters = Object(section, "kdfparams");
        var keySize = Number(parameters, "dklen");
        if (keySize != KeystoreKdf.KeySize) throw Fault($"The keystore's dklen is {keySize}; it is 32.");
        return new KeystoreFile(
            ReadKdf(section, parameters),
            Bytes(parameters, "salt", 1, maxSaltSize),
            Bytes(Object(section, "cipherparams"), "iv", IvSize, IvSize),
            Bytes(section, "ciphertext", Secp256k1PrivateKey.Size, Secp256k1PrivateKey.Size),
            Bytes(section, "mac", Keccak256.HashSize, Keccak256.HashSize),
            ReadAddress(root));
    }

    private static KeystoreKdf ReadKdf(JsonElement section, JsonElement parameters)
    {
        switch (Text(section, "kdf"))
        {
            case "scrypt":
                return KeystoreKdf.ReadScrypt(Number(parameters, "n"), Number(parameters, "r"), Number(parameters, "p"));
            case "pbkdf2":
                Word(parameters, "prf", Prf);
                return KeystoreKdf.ReadPbkdf2(Number(parameters, "c"));
            default:
                throw new InvalidKeystoreException("The keystore's kdf is neither scrypt nor pbkdf2.");
        }
    }

    private static EthereumAddress? ReadAddress(JsonElement root)
    {
        if (!root.TryGetProperty("address", out _)) return null;
        var text = Text(root, "address");

        // Written without 0x and in lower case as a rule; whichever case it has, the key is what is compared.
        var digits = Hex.HasPrefix(text) ? text[2..] : text;
        return EthereumAddress.TryParse("0x" + digits.ToLowerInvariant(), out var address)
            ? address
            : throw new InvalidKeystoreException("The keystore's address is not 40 hex digits.");
    }

    private static JsonElement Section(JsonElement root) =>
        (root.TryGetProperty("crypto", out var lower), root.TryGetProperty("Crypto", out var upper)) switch
        {
            (true, false) => Expect(lower, "crypto", JsonValueKind.Object),
            (false, true) => Expect(upper, "Crypto", JsonValueKind.Object),
            (true, true) => throw new InvalidKeystoreException("The keystore has both a crypto and a Crypto section; it has one."),
            _ => throw new InvalidKeystoreException("The keystore has no crypto section."),
        };

    private static void Word(JsonElement parent, string name, string expected)
    {
        if (Text(parent, name) != expected) throw new InvalidKeystoreException($"The keystore's {name} is not {expected}.");
    }

    private static byte[] Bytes(JsonElement parent, string name, int minSize, int maxSize)
    {
        var text = Text(parent, name);
        var size = text.Length / 2;
        if (size < minSize || size > maxSize) throw Fault($"The keystore's {name} has {text.Length} characters; it has {2 * minSize} to {2 * maxSize} hex digits.");
        var bytes = new byte[size];
        return Hex.TryDecode(text, bytes) ? bytes : throw new InvalidKeystoreException($"The keystore's {name} is not hex.");
    }

    private static JsonElement Object(JsonElement parent, string name) => Expect(Member(parent, name), name, JsonValueKind.Object);

    private static string Text(JsonElement parent, string name)
    {
        try
        {
            return Expect(Member(parent, name), name, JsonValueKind.String).GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new InvalidKeystoreException($"The keystore's {name} is not Unicode text.");
        }
    }

    private static long Number(JsonElement parent, string name) =>
        Expect(Member(parent, name), name, JsonValueKind.Number).TryGetInt64(out var number)
            ? number
            : throw new InvalidKeystoreException($"The keystore's {name} is not a whole number of 64 bits.");

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) ? member : throw new InvalidKeystoreException($"The keystore has no {name}.");

    private static JsonElement Expect(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == kind ? element : throw new InvalidKeystoreException($"The keystore's {name} is not a JSON {kind.ToString().ToLowerInvariant()}.");

    private static InvalidKeystoreException Fault(FormattableString text) => new(FormattableString.Invariant(text));
}
