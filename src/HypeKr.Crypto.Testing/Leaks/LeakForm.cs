namespace HypeKr.Crypto.Testing;

/// <summary>The spelling in which a secret or an address came out.</summary>
public enum LeakForm
{
    /// <summary>The bytes themselves, or the text of a secret that is text.</summary>
    Raw,

    /// <summary>The bytes backwards, or in words of 4 or 8 bytes as big integers keep them.</summary>
    Reordered,

    /// <summary>Hex digits of either case, with separators or without.</summary>
    Hex,

    /// <summary>Hex digits as UTF-16, as a .NET string lies in memory.</summary>
    Utf16Hex,

    /// <summary>Base64, at any of the three alignments.</summary>
    Base64,

    /// <summary>Base64url, at any of the three alignments.</summary>
    Base64Url,

    /// <summary>One decimal number, as a big integer prints.</summary>
    DecimalNumber,

    /// <summary>A list of decimal bytes, as arrays print in JSON and source code.</summary>
    ByteList,

    /// <summary>An address that was planted, in hex of either case.</summary>
    PlantedAddress,

    /// <summary><c>0x</c> and 40 hex digits or more: some raw address, digest or key.</summary>
    RawAddress,
}
