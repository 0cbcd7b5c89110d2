namespace HypeKr.Hyperliquid;

/// <summary>Creates a vault that the account leads. Wire: <c>createVault</c>, with <c>name</c>, <c>description</c>, <c>initialUsd</c> in millionths, <c>nonce</c>. The venue answers with its address.</summary>
/// <remarks>The action carries the nonce of its envelope. The venue takes a fee for it, said to be 100 USDC.</remarks>
public sealed class CreateVaultAction : L1Action
{
    /// <summary>A vault to create.</summary>
    /// <param name="name">3 to 50 characters.</param>
    /// <param name="description">10 to 250 characters.</param>
    /// <param name="initialDeposit">USDC that the leader puts in, 100 or more: at most 6 fractional digits.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public CreateVaultAction(string name, string description, decimal initialDeposit)
    {
        Name = ActionArgument.Text(name, 3, 50, "the name of a vault");
        Description = ActionArgument.Text(description, 10, 250, "the description of a vault");
        InitialDeposit = ActionArgument.Usd(initialDeposit, "the initial deposit", min: 100m);
    }

    /// <inheritdoc/>
    public override string Type => "createVault";

    /// <summary>Its name. Wire: <c>name</c>.</summary>
    public string Name { get; }

    /// <summary>What it is for. Wire: <c>description</c>.</summary>
    public string Description { get; }

    /// <summary>USDC that the leader puts in. Wire: <c>initialUsd</c>.</summary>
    public decimal InitialDeposit { get; }

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(5);
        writer.Name("type"u8);
        writer.Text("createVault"u8);
        writer.Name("name"u8);
        writer.Text(Name);
        writer.Name("description"u8);
        writer.Text(Description);
        writer.Name("initialUsd"u8);
        writer.Integer(ActionArgument.UsdUnits(InitialDeposit));
        writer.Name("nonce"u8);
        writer.Integer(context.Nonce);
        writer.EndMap();
    }
}
