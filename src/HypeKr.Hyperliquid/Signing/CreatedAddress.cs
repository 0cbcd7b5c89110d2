using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Reads the address of what an action created: the <c>data</c> of its answer.</summary>
internal static class CreatedAddress
{
    private const int MaxBody = 4096;

    /// <exception cref="ResponseFormatException">The answer has no address.</exception>
    public static EthereumAddress Read(string type, ActionResponse response)
    {
        if (response.Data is { ValueKind: JsonValueKind.String } data && StatusEntry.TryReadText(data, out var text) && EthereumAddress.TryParse(text, out var address)) return address;
        var body = response.Raw.GetRawText();
        throw new ResponseFormatException(
            $"The answer to '{type}' does not hold the address of what was created, which may exist all the same: {HttpBody.Quote(body)}", mayHaveExecuted: true, body.Length > MaxBody ? body[..MaxBody] : body);
    }
}
