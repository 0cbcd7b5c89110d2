namespace HypeKr.Crypto;

/// <summary>Remembers which nonces were used. The one place where "single use" is decided.</summary>
/// <remarks>
/// An implementation inserts the id if and only if it is absent, as one atomic step across all threads and processes that share the store
/// (a unique index, SET NX, an exclusive file creation), and keeps it at least until the given instant, restarts included where the store
/// outlives the process. Whoever cannot be sure throws: a caller treats that as a refusal.
/// </remarks>
public interface INonceStore
{
    /// <summary>Marks a nonce as used.</summary>
    /// <param name="id">The nonce: SHA-256 of its signed payload.</param>
    /// <param name="keepUntil">The nonce is refused for its age after this instant, so the mark may be forgotten then.</param>
    /// <param name="cancellationToken">Gives up. Whether the nonce was marked is then unknown.</param>
    /// <returns>True for exactly one of all callers with this id, false for every other.</returns>
    ValueTask<bool> TryConsumeAsync(Hash32 id, DateTimeOffset keepUntil, CancellationToken cancellationToken = default);
}
