namespace HypeKr.Crypto;

/// <summary>What one batch of a rotation did.</summary>
public sealed class WalletBatch
{
    internal WalletBatch(int seen, int changed, IReadOnlyList<string> failedUsers, string? next)
    {
        Seen = seen;
        Changed = changed;
        FailedUsers = failedUsers;
        Next = next;
    }

    /// <summary>The rows that were looked at.</summary>
    public int Seen { get; }

    /// <summary>The rows that are under the active master now and were not before.</summary>
    public int Changed { get; }

    /// <summary>The users whose envelope did not open, names a retired master, or was changed by others each time. Their rows are as they were.</summary>
    public IReadOnlyList<string> FailedUsers { get; }

    /// <summary>Where the next batch starts; null when all rows have been seen.</summary>
    public string? Next { get; }

    /// <summary>The counts.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Seen} seen, {Changed} changed, {FailedUsers.Count} failed{(Next is null ? ", end" : "")}");
}
