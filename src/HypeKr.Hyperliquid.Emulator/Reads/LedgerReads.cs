namespace HypeKr.Hyperliquid.Emulator;

/// <summary>Reads about what an account did other than trade.</summary>
internal sealed class LedgerReads(Venue venue)
{
    // Page by the last time of a page; several rows can share a millisecond.
    public const int PageSize = 500;

    /// <summary>Answers a read, or gives null for a name that is not of this desk.</summary>
    public EmulatorReply? Handle(string type, WireShape request) => type switch
    {
        "userNonFundingLedgerUpdates" => Rows(request, User(request)?.LedgerUpdates),
        "userFunding" => Rows(request, User(request)?.Fundings),
        _ => null,
    };

    private Account? User(WireShape request) => venue.Account(request.Member("user").Address());

    /// <summary>The rows of a time range, oldest first.</summary>
    private static EmulatorReply Rows(WireShape request, IEnumerable<JsonRow>? rows)
    {
        var start = request.Optional("startTime")?.Long() ?? 0;
        var end = request.Optional("endTime")?.Long() ?? long.MaxValue;
        return JsonReply.Of(writer => JsonReply.WriteRows(writer, rows?.Where(r => r.Time >= start && r.Time <= end).Take(PageSize)));
    }
}
