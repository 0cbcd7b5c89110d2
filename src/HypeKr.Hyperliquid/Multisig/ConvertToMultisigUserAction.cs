using System.Globalization;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Makes the account a multi-sig account, changes who signs for it, or makes it an ordinary one again. Wire: <c>convertToMultiSigUser</c>, with <c>signers</c>, JSON as text, and <c>nonce</c>.</summary>
/// <remarks>All who are to sign have to exist on the venue. An account that is multi-sig already submits this as a multi-sig action.</remarks>
public sealed class ConvertToMultisigUserAction : UserSignedAction
{
    /// <summary>The most signers that an account has.</summary>
    public const int MaxSigners = 10;

    private static readonly UserSignedType SignedAs = UserSignedType.Known("convertToMultiSigUser");

    private readonly EthereumAddress[] _authorizedUsers;

    /// <summary>A multi-sig account with these signers.</summary>
    /// <param name="authorizedUsers">1 to <see cref="MaxSigners"/> different addresses; they are written in ascending order.</param>
    /// <param name="threshold">How many of them have to sign: 1 or more, and no more than there are.</param>
    /// <exception cref="ArgumentException">No signer, too many, or one twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range.</exception>
    public ConvertToMultisigUserAction(IEnumerable<EthereumAddress> authorizedUsers, int threshold)
    {
        ArgumentNullException.ThrowIfNull(authorizedUsers);
        _authorizedUsers = [.. authorizedUsers.Order()];
        if (_authorizedUsers.Length is 0 or > MaxSigners)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A multi-sig account has 1 to {MaxSigners} signers, not {_authorizedUsers.Length}."), nameof(authorizedUsers));
        }

        for (var i = 1; i < _authorizedUsers.Length; i++)
        {
            if (_authorizedUsers[i] == _authorizedUsers[i - 1]) throw new ArgumentException($"The signer {_authorizedUsers[i].Fingerprint} is named twice.", nameof(authorizedUsers));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, _authorizedUsers.Length);
        Threshold = threshold;
        SignersText = ToText(_authorizedUsers, threshold);
    }

    private ConvertToMultisigUserAction()
    {
        _authorizedUsers = [];
        SignersText = "null";
    }

    /// <summary>Makes a multi-sig account an ordinary one again. Its signers have to sign it.</summary>
    public static ConvertToMultisigUserAction Revert { get; } = new();

    /// <summary>Who signs, in ascending order; empty for <see cref="Revert"/>.</summary>
    public IReadOnlyList<EthereumAddress> AuthorizedUsers => _authorizedUsers;

    /// <summary>How many have to sign; null for <see cref="Revert"/>.</summary>
    public int? Threshold { get; }

    /// <summary>The text that is signed and sent. Wire: <c>signers</c>.</summary>
    public string SignersText { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts)
    {
        foreach (var user in _authorizedUsers) facts.Delegate(user);
    }

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.String("signers"u8, SignersText);
        fields.Nonce("nonce"u8, context);
    }

    private static string ToText(EthereumAddress[] authorizedUsers, int threshold)
    {
        var text = new StringBuilder("{\"authorizedUsers\":[");
        for (var i = 0; i < authorizedUsers.Length; i++) text.Append(i == 0 ? "\"" : ",\"").Append(authorizedUsers[i].ToLowerHex()).Append('"');
        return text.Append(CultureInfo.InvariantCulture, $"],\"threshold\":{threshold}}}").ToString();
    }
}
