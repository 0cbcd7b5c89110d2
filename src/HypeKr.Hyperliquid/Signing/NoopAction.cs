namespace HypeKr.Hyperliquid;

/// <summary>Does nothing but use up its nonce, so that another action signed with the same one can no longer be executed. Wire: <c>noop</c>.</summary>
public sealed class NoopAction : ExchangeAction
{
    /// <inheritdoc/>
    public override string Type => "noop";

    internal override void Write(ref MessagePackWriter writer) => Write<MessagePackWriter>(ref writer);

    internal override void Write(ref JsonWireWriter writer) => Write<JsonWireWriter>(ref writer);

    private static void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(1);
        writer.Name("type"u8);
        writer.Text("noop"u8);
        writer.EndMap();
    }
}
