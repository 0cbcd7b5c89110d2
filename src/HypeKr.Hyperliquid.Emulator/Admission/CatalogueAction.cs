namespace HypeKr.Hyperliquid.Emulator;

/// <summary>An action that <see cref="ActionCatalogue"/> describes.</summary>
/// <param name="Type">Its name on the wire.</param>
/// <param name="Members">Everything in it, <c>type</c> first.</param>
/// <param name="Message">The message that its owner signed; null for an action that is signed by its hash.</param>
internal sealed record CatalogueAction(string Type, WireNode Members, SignedMessage? Message) : EmulatedAction
{
    public WireNode this[string name] => Members[name];

    public override void Pack(MsgpackWriter writer) => Members.Pack(writer);
}
