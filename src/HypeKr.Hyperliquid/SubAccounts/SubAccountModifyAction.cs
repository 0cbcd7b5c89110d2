using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Renames a sub-account. Wire: <c>subAccountModify</c>, with <c>subAccountUser</c>, <c>name</c>.</summary>
public sealed class SubAccountModifyAction : L1Action
{
    /// <summary>A name to give.</summary>
    /// <param name="subAccount">The sub-account.</param>
    /// <param name="name">1 to 16 characters.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public SubAccountModifyAction(EthereumAddress subAccount, string name)
    {
        SubAccount = ActionArgument.Address(subAccount, "the sub-account");
        Name = ActionArgument.Text(name, 1, 16, "the name of a sub-account");
    }

    /// <inheritdoc/>
    public override string Type => "subAccountModify";

    /// <summary>The sub-account. Wire: <c>subAccountUser</c>.</summary>
    public EthereumAddress SubAccount { get; }

    /// <summary>Its new name. Wire: <c>name</c>.</summary>
    public string Name { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("subAccountModify"u8);
        writer.Name("subAccountUser"u8);
        writer.Address(SubAccount);
        writer.Name("name"u8);
        writer.Text(Name);
        writer.EndMap();
    }
}
