using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Gives out a token before it trades. Wire: <c>userGenesis</c>, with <c>token</c>, <c>userAndWei</c>, <c>existingTokenAndWei</c> and, unless left out, <c>blacklistUsers</c>.</summary>
/// <remarks>The lists are sent in the order given. The venue's documentation asks for sorted lists; not every client sorts them.</remarks>
public sealed class UserGenesis : SpotDeployOperation
{
    private readonly KeyValuePair<EthereumAddress, ulong>[] _users;
    private readonly KeyValuePair<int, ulong>[] _holders;
    private readonly KeyValuePair<EthereumAddress, bool>[]? _blacklist;

    /// <summary>What to give out.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="users">Units of 10^-weiDecimals for each address.</param>
    /// <param name="holders">Units of 10^-weiDecimals to share among the holders of each other token, by its index.</param>
    /// <param name="blacklist">Addresses that shall get nothing as holders (true), or shall again (false); null leaves it out.</param>
    /// <exception cref="InvalidActionException">An index is negative, or a list names somebody twice.</exception>
    public UserGenesis(int token, IEnumerable<KeyValuePair<EthereumAddress, ulong>> users, IEnumerable<KeyValuePair<int, ulong>> holders, IEnumerable<KeyValuePair<EthereumAddress, bool>>? blacklist = null)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        _users = ActionArgument.Distinct(users, static a => a.Fingerprint, "the users");
        _holders = ActionArgument.Distinct(holders, static t => t.ToString(CultureInfo.InvariantCulture), "the tokens whose holders are given something");
        _blacklist = blacklist is null ? null : ActionArgument.Distinct(blacklist, static a => a.Fingerprint, "the blacklist");
        foreach (var (held, _) in _holders) ActionArgument.Integer(held, 0, int.MaxValue, "the index of a held token");
    }

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>Units for each address. Wire: <c>userAndWei</c>.</summary>
    public IReadOnlyList<KeyValuePair<EthereumAddress, ulong>> Users => _users;

    /// <summary>Units for the holders of each other token. Wire: <c>existingTokenAndWei</c>.</summary>
    public IReadOnlyList<KeyValuePair<int, ulong>> Holders => _holders;

    /// <summary>Who shall get nothing as a holder, if any. Wire: <c>blacklistUsers</c>.</summary>
    public IReadOnlyList<KeyValuePair<EthereumAddress, bool>>? Blacklist => _blacklist;

    /// <inheritdoc/>
    public override string Variant => "userGenesis";

    internal override void Describe(ActionFacts facts)
    {
        foreach (var (user, _) in _users) facts.Destination(user);
    }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(_blacklist is null ? 3 : 4);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("userAndWei"u8);
        writer.BeginArray(_users.Length);
        foreach (var (user, wei) in _users)
        {
            writer.BeginArray(2);
            writer.Address(user);
            writer.IntegerText(wei);
            writer.EndArray();
        }

        writer.EndArray();
        writer.Name("existingTokenAndWei"u8);
        writer.BeginArray(_holders.Length);
        foreach (var (token, wei) in _holders)
        {
            writer.BeginArray(2);
            writer.Integer((long)token);
            writer.IntegerText(wei);
            writer.EndArray();
        }

        writer.EndArray();
        if (_blacklist is not null)
        {
            writer.Name("blacklistUsers"u8);
            writer.BeginArray(_blacklist.Length);
            foreach (var (user, isListed) in _blacklist)
            {
                writer.BeginArray(2);
                writer.Address(user);
                writer.Boolean(isListed);
                writer.EndArray();
            }

            writer.EndArray();
        }

        writer.EndMap();
    }
}
