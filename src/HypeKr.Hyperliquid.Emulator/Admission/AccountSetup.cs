using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Agents, builders, sub-accounts, multi-sig and settings: who may do what, without a move of money.</summary>
internal sealed class AccountSetup(Venue venue)
{
    private const string ValidUntil = " valid_until ";
    private const int NamedAgents = 3;
    private const int NamedAgentsPerSubAccount = 2;
    private const int MaxAgentName = 16;
    private const int MaxSigners = 10;
    private const int MaxBuilderFee = 1000;
    private const long LongestApproval = 180L * 24 * 60 * 60 * 1000;
    private const string NotAllowed = "Abstraction transition not allowed";

    public string? ApproveAgent(in ActionContext context, CatalogueAction action)
    {
        var (master, agent, name) = (context.Owner, action["agentAddress"].Address, action.Members.Find("agentName")?.Text ?? "");
        long? validUntil = null;
        if (name.IndexOf(ValidUntil, StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!long.TryParse(name.AsSpan(at + ValidUntil.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var until)) return "Invalid agent valid_until.";
            if (until <= venue.Now || until > venue.Now + LongestApproval) return "Invalid agent valid_until.";
            (name, validUntil) = (name[..at], until);
        }

        if (name.Length > MaxAgentName) return "Agent name must be at most 16 characters";
        if (agent.Equals(default))
        {
            // The zero address under a name takes that agent's rights, and gives none.
            return venue.RevokeAgent(master, name) ? null : "Agent not found.";
        }

        if (agent == master.Address || venue.Account(agent) is not null) return "Agent address is already a user.";
        if (venue.Agent(agent) is { } other && other.Master != master) return "Agent address is already in use.";
        var named = venue.Agents.Where(a => a.Value.Master == master && a.Value.Name.Length > 0 && a.Value.Name != name && a.Key != agent && !(a.Value.ValidUntil < venue.Now)).Count();
        if (name.Length > 0 && named >= NamedAgents + NamedAgentsPerSubAccount * venue.SubAccounts(master).Count()) return "Too many extra agents.";
        venue.Approve(agent, new Agent(master, name, validUntil));
        venue.Events.AccountChanged(master);
        return null;
    }

    public static string? ApproveBuilderFee(in ActionContext context, CatalogueAction action)
    {
        // One percent is 1000 tenths of a basis point.
        var percent = action["maxFeeRate"].Decimal.Value;
        var tenths = Math.Min(percent, MaxBuilderFee) * 1000;
        if (tenths < 0 || tenths > MaxBuilderFee || tenths != Math.Floor(tenths)) return "Invalid builder fee rate.";
        var builder = action["builder"].Address;
        if (tenths == 0) context.Owner.BuilderFees.Remove(builder);
        else context.Owner.BuilderFees[builder] = (int)tenths;
        return null;
    }

    public string? CreateSubAccount(in ActionContext context, CatalogueAction action, out Account? created)
    {
        created = null;
        var name = action["name"].Text;
        if (name.Length is < 1 or > 16) return "Sub-account name must be between 1 and 16 characters";
        if (context.Owner.Master is not null || context.Owner.Vault is not null) return "Cannot create sub-accounts of a sub-account";
        if (venue.SubAccounts(context.Owner).Any(s => s.Name == name)) return "Sub-account name is already used";
        created = venue.CreateSubAccount(context.Owner, name);
        return null;
    }

    public string? ModifySubAccount(in ActionContext context, CatalogueAction action)
    {
        var (address, name) = (action["subAccountUser"].Address, action["name"].Text);
        if (venue.Account(address) is not { } sub || sub.Master != context.Owner) return Transfers.NotRegistered(address, context.Owner);
        if (name.Length is < 1 or > 16) return "Sub-account name must be between 1 and 16 characters";
        sub.Name = name;
        return null;
    }

    public static string? SetDisplayName(in ActionContext context, CatalogueAction action)
    {
        var name = action["displayName"].Text;
        if (name.Length > 20) return "Display name must be at most 20 characters";
        context.Owner.Settings.DisplayName = name;
        return null;
    }

    /// <summary><c>userSetAbstraction</c>, <c>agentSetAbstraction</c> and <c>userPortfolioMargin</c>.</summary>
    public string? SetAbstraction(in ActionContext context, EthereumAddress? about, string mode)
    {
        if (Target(context, about) is not { } account) return NotAllowed;
        if (mode is "portfolioMargin" or "p" && account.Volume < 5_000_000 && account.Wallet(venue.Dexs[0]).AccountValue < 10_000)
        {
            return "Portfolio margin requires account value of $10000 or total volume of $5000000.";
        }

        if (account.Wallets.Any(w => w.Value.Positions.Any())) return NotAllowed;
        account.Settings.Abstraction = mode switch { "i" => "disabled", "u" => "unifiedAccount", "p" => "portfolioMargin", _ => mode };
        return null;
    }

    public string? SetDexAbstraction(in ActionContext context, EthereumAddress? about, bool enabled)
    {
        if (Target(context, about) is not { } account) return NotAllowed;
        account.Settings.DexAbstraction = enabled;
        return null;
    }

    /// <summary>Agents may turn it on where nobody has said anything yet.</summary>
    public static string? EnableDexAbstraction(in ActionContext context)
    {
        if (context.Account.Settings.DexAbstraction is not null) return NotAllowed;
        context.Account.Settings.DexAbstraction = true;
        return null;
    }

    public string? ConvertToMultisig(in ActionContext context, CatalogueAction action)
    {
        const string Invalid = "Invalid multi-sig signers.";
        var account = context.Owner;
        MultisigRule? rule;
        try
        {
            using var document = WireShape.Parse(System.Text.Encoding.UTF8.GetBytes(action["signers"].Text));
            rule = document.RootElement.ValueKind == JsonValueKind.Null ? null : Read(new WireShape(document.RootElement, "signers"));
        }
        catch (ShapeException)
        {
            return Invalid;
        }

        if (rule is null)
        {
            if (account.Multisig is null) return "User is not a multi-sig user.";
            account.Multisig = null;
            return null;
        }

        var distinct = rule.Signers.Distinct().Count();
        if (rule.Signers.Count is < 1 or > MaxSigners || distinct != rule.Signers.Count || rule.Threshold < 1 || rule.Threshold > distinct) return Invalid;
        if (account.Master is not null || account.Vault is not null) return Invalid;
        if (rule.Signers.Any(s => s == account.Address)) return Invalid;
        if (rule.Signers.FirstOrDefault(s => venue.Account(s) is null) is var missing && rule.Signers.Any(s => venue.Account(s) is null)) return $"Multi-sig signer {missing.ToLowerHex()} does not exist.";
        account.Multisig = rule;
        return null;

        static MultisigRule Read(WireShape signers) => new(
            signers.Member("authorizedUsers").Items(u => u.Address()), (int)Math.Min(signers.Member("threshold").Unsigned(), int.MaxValue));
    }

    /// <summary>The account itself or one of its sub-accounts.</summary>
    private Account? Target(in ActionContext context, EthereumAddress? about)
    {
        if (about is not { } address || address == context.Owner.Address) return context.Account;
        return venue.Account(address) is { } sub && sub.Master == context.Owner ? sub : null;
    }
}
