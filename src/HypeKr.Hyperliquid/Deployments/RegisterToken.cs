namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Registers a spot token and pays the gas auction. Wire: <c>registerToken2</c>, with <c>spec</c>, <c>maxGas</c> and, unless left out, <c>fullName</c>.</summary>
public sealed class RegisterToken : SpotDeployOperation
{
    /// <summary>A token to register.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sizeDecimals">Fractional digits of sizes, from 0.</param>
    /// <param name="weiDecimals">Fractional digits of balances, from 0.</param>
    /// <param name="maxGas">HYPE that may be paid at most: at most 8 fractional digits.</param>
    /// <param name="fullName">A longer name; null leaves it out.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public RegisterToken(string name, int sizeDecimals, int weiDecimals, decimal maxGas, string? fullName = null)
    {
        Name = ActionArgument.Text(name, 1, int.MaxValue, "the name of the token");
        SizeDecimals = (int)ActionArgument.Integer(sizeDecimals, 0, byte.MaxValue, "the size decimals");
        WeiDecimals = (int)ActionArgument.Integer(weiDecimals, 0, byte.MaxValue, "the wei decimals");
        MaxGas = ActionArgument.Hype(maxGas, "the most gas to pay", min: 0m);
        FullName = fullName is null ? null : ActionArgument.Text(fullName, 0, int.MaxValue, "the full name of the token");
    }

    /// <summary>Its name. Wire: <c>spec.name</c>.</summary>
    public string Name { get; }

    /// <summary>Fractional digits of sizes. Wire: <c>spec.szDecimals</c>.</summary>
    public int SizeDecimals { get; }

    /// <summary>Fractional digits of balances. Wire: <c>spec.weiDecimals</c>.</summary>
    public int WeiDecimals { get; }

    /// <summary>HYPE that may be paid at most. Wire: <c>maxGas</c>, in 10^-8.</summary>
    public decimal MaxGas { get; }

    /// <summary>A longer name, if any. Wire: <c>fullName</c>.</summary>
    public string? FullName { get; }

    /// <inheritdoc/>
    public override string Variant => "registerToken2";

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(FullName is null ? 2 : 3);
        writer.Name("spec"u8);
        writer.BeginMap(3);
        writer.Name("name"u8);
        writer.Text(Name);
        writer.Name("szDecimals"u8);
        writer.Integer((long)SizeDecimals);
        writer.Name("weiDecimals"u8);
        writer.Integer((long)WeiDecimals);
        writer.EndMap();
        writer.Name("maxGas"u8);
        writer.Integer(ActionArgument.HypeUnits(MaxGas));
        if (FullName is not null)
        {
            writer.Name("fullName"u8);
            writer.Text(FullName);
        }

        writer.EndMap();
    }
}
