using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HypeKr.Hyperliquid;

public sealed partial class UserView
{
    /// <summary>Fees, discounts and volume. Wire: info <c>userFees</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<UserFees> GetFeesAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("userFees"), HyperliquidJsonContext.Default.UserFees, cancellationToken);

    /// <summary>The budget of actions, which <see cref="HyperliquidClient.Limits"/> learns too. Wire: info <c>userRateLimit</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<UserRateLimit> GetRateLimitAsync(CancellationToken cancellationToken = default)
    {
        var limit = await _client.Info.RequireAsync(Request("userRateLimit"), HyperliquidJsonContext.Default.UserRateLimit, cancellationToken).ConfigureAwait(false);
        if (limit is { Used: >= 0 and var used, Cap: >= 0 and var cap }) _client.Limits.SetActionBudget(Address, used, cap + Math.Max(limit.Surplus ?? 0, 0));
        return limit;
    }

    /// <summary>How balances of the address work together. Wire: info <c>userAbstraction</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<AccountAbstraction> GetAbstractionAsync(CancellationToken cancellationToken = default) =>
        RequireValueAsync(Request("userAbstraction"), HyperliquidJsonContext.Default.NullableAccountAbstraction, cancellationToken);

    /// <summary>Whether collateral moves between dexs by itself; deprecated by the venue in favour of <see cref="GetAbstractionAsync"/>. Wire: info <c>userDexAbstraction</c>, weight 20.</summary>
    /// <returns>Null when it was never chosen.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<bool?> GetDexAbstractionAsync(CancellationToken cancellationToken = default) =>
        _client.Info.QueryAsync(Request("userDexAbstraction"), HyperliquidJsonContext.Default.NullableBoolean, cancellationToken);

    /// <summary>Terms and restrictions. Wire: info <c>legalCheck</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<LegalStatus> GetLegalStatusAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("legalCheck"), HyperliquidJsonContext.Default.LegalStatus, cancellationToken);

    /// <summary>Whether the venue calls the address a VIP. Wire: info <c>isVip</c>, weight 20.</summary>
    /// <returns>Null when the venue does not say.</returns>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<bool?> GetIsVipAsync(CancellationToken cancellationToken = default) =>
        _client.Info.QueryAsync(Request("isVip"), HyperliquidJsonContext.Default.NullableBoolean, cancellationToken);

    /// <summary>Value, profit and volume over a day, a week, a month and all time, with and without spot. Wire: info <c>portfolio</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public async Task<IReadOnlyList<PortfolioEntry>> GetPortfolioAsync(CancellationToken cancellationToken = default) =>
        await _client.Info.RequireAsync(Request("portfolio"), HyperliquidJsonContext.Default.PortfolioEntryArray, cancellationToken).ConfigureAwait(false);

    /// <summary>Most of what the venue's own page shows, in one heavy answer that the venue is replacing. Wire: info <c>webData2</c>, weight 20.</summary>
    /// <exception cref="TransportException">No usable answer.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read.</exception>
    public Task<WebData> GetWebDataAsync(CancellationToken cancellationToken = default) =>
        _client.Info.RequireAsync(Request("webData2"), HyperliquidJsonContext.Default.WebData, cancellationToken);

    private async Task<T> RequireValueAsync<T>(InfoRequest request, JsonTypeInfo<T?> type, CancellationToken cancellationToken) where T : struct =>
        await _client.Info.QueryAsync(request, type, cancellationToken).ConfigureAwait(false)
        ?? throw new ResponseFormatException($"The venue answered '{request.Type}' with null.", mayHaveExecuted: false, "null");

    private static void WriteTimes(Utf8JsonWriter writer, DateTimeOffset? startTime, DateTimeOffset? endTime)
    {
        if (startTime is { } start) writer.WriteNumber("startTime"u8, HistoryRange.Milliseconds(start, nameof(startTime)));
        if (endTime is { } end) writer.WriteNumber("endTime"u8, HistoryRange.Milliseconds(end, nameof(endTime)));
        if (endTime < startTime) throw new ArgumentOutOfRangeException(nameof(endTime), endTime, "The end of a history is not before its start.");
    }
}
