using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Answers <c>POST /explorer</c> from the actions that were admitted.</summary>
internal sealed class ExplorerDesk(ExplorerLog log)
{
    private const int MaxOfUser = 100;
    private const int Validators = 4;

    public EmulatorReply Handle(ReadOnlyMemory<byte> body)
    {
        using var document = WireShape.Parse(body);
        var request = new WireShape(document.RootElement, "");
        var type = request.Member("type");
        return type.Text() switch
        {
            "blockDetails" => Block(request.Member("height").Long()),
            "txDetails" => Transaction(request.Member("hash").Hash()),
            "userDetails" => OfUser(request.Member("user").Address()),
            _ => throw type.Wrong("one of blockDetails, txDetails, userDetails"),
        };
    }

    /// <summary>A block without its transactions.</summary>
    public void WriteBlock(Utf8JsonWriter writer, long height)
    {
        writer.WriteStartObject();
        WriteMembers(writer, height);
        writer.WriteEndObject();
    }

    public static void WriteEntry(Utf8JsonWriter writer, ExplorerEntry entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        writer.WriteStartObject();
        writer.WritePropertyName("action");
        body.RootElement.GetProperty("action").WriteTo(writer);
        writer.WriteNumber("block", entry.Block);
        writer.WriteString("error", entry.Error);
        writer.WriteString("hash", entry.Hash.ToString());
        writer.WriteNumber("time", entry.Time);
        writer.WriteString("user", entry.User.ToLowerHex());
        writer.WriteEndObject();
    }

    private EmulatorReply Block(long height) => height < 1 || height > log.Height ? Unknown() : JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "blockDetails");
        writer.WriteStartObject("blockDetails");
        WriteMembers(writer, height);
        WriteEntries(writer, log.InBlock(height));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private EmulatorReply Transaction(Hash32 hash) => log.Find(hash) is not { } entry ? Unknown() : JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "txDetails");
        writer.WritePropertyName("tx");
        WriteEntry(writer, entry);
        writer.WriteEndObject();
    });

    private EmulatorReply OfUser(EthereumAddress user) => JsonReply.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "userDetails");
        WriteEntries(writer, log.Newest.Where(e => e.User == user).Take(MaxOfUser));
        writer.WriteEndObject();
    });

    private void WriteMembers(Utf8JsonWriter writer, long height)
    {
        writer.WriteNumber("blockTime", log.TimeOf(height));
        writer.WriteString("hash", $"0x{Convert.ToHexStringLower(Venue.Label($"block {WireText.Of(height)}"))}");
        writer.WriteNumber("height", height);
        writer.WriteNumber("numTxs", log.InBlock(height).Count);
        writer.WriteString("proposer", $"0x{Convert.ToHexStringLower(Venue.Label($"validator {WireText.Of(height % Validators)}").AsSpan(12))}");
    }

    private static void WriteEntries(Utf8JsonWriter writer, IEnumerable<ExplorerEntry> entries)
    {
        writer.WriteStartArray("txs");
        foreach (var entry in entries) WriteEntry(writer, entry);
        writer.WriteEndArray();
    }

    /// <summary>What the venue answers to a block or a hash that it does not have is UNCONFIRMED; this is its answer to an unknown dex.</summary>
    private static EmulatorReply Unknown() => JsonReply.Of(static writer => writer.WriteNullValue(), statusCode: 500);
}
