using System.Net;

namespace HypeKr.Hyperliquid;

/// <summary>The last handler before the network, below whatever the application configured: counts the copies of a read that those handlers send, and sees every 429.</summary>
internal sealed class InfoMeter(VenueLimits limits, TimeProvider timeProvider, HttpMessageHandler inner, bool disposeInner) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _invoker = new(inner, disposeInner);

    /// <summary>Carries the read's weight, paid for one copy, down the handlers.</summary>
    public static HttpRequestOptionsKey<InfoTicket> Ticket { get; } = new("HypeKr.Hyperliquid.InfoTicket");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Ticket, out var ticket) && !ticket.TryUse()) limits.DebitWeight(ticket.Weight);
        var response = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests) limits.BackOff(HttpBody.ReadRetryAfter(response, timeProvider));
        else limits.EndBackOff();
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _invoker.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The weight of one copy of a read, paid before it is sent.</summary>
internal sealed class InfoTicket(int weight)
{
    private int _used;

    public int Weight => weight;

    /// <summary>Whether this is the copy that was paid for.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
