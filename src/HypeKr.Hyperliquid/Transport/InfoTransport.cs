using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>Posts reads, over a socket where there is one. Whatever handlers the application configured lie below the HTTP client, and may repeat a read.</summary>
internal sealed class InfoTransport(string kind, Func<HttpClient> client, Uri address, TimeSpan timeout, int maxResponseBytes, TimeProvider timeProvider, VenueLimits limits, ILogger logger, SocketPosts? posts = null)
{
    /// <summary>Asks and reads the answer; a JSON null is an error.</summary>
    public async Task<T> RequireAsync<T>(InfoRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        await QueryAsync(request, type, cancellationToken).ConfigureAwait(false)
        ?? throw new ResponseFormatException($"The venue answered '{request.Type}' with null.", mayHaveExecuted: false, "null");

    /// <summary>Asks and reads the answer; a JSON null is null.</summary>
    public async Task<T?> QueryAsync<T>(InfoRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var body = await PostAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return Utf8.IsValid(body.Span) ? JsonSerializer.Deserialize(body.Span, type) : throw new JsonException("The answer is not UTF-8.");
        }
        catch (JsonException e)
        {
            throw new ResponseFormatException(
                $"The answer to '{request.Type}' cannot be read as {typeof(T).Name}, at {HttpBody.Quote(e.Path ?? "$")}.", mayHaveExecuted: false, HttpBody.Excerpt(body.Span), e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> PostAsync(InfoRequest request, CancellationToken cancellationToken)
    {
        // The wait for the limits is the caller's to end; the time-out is for the venue.
        var weight = RequestWeights.ForRead(request.Type);
        if (request.IsUrgent) weight = weight with { Urgent = true };
        await limits.AcquireWeightAsync(weight, cancellationToken).ConfigureAwait(false);
        using var scope = RequestScope.Start(kind, request.Type, timeProvider);
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            if (posts is not null && await TryPostAsync(request, weight, scope, linked.Token).ConfigureAwait(false) is { } posted) return posted;
            using var message = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new ReadOnlyMemoryContent(request.Body) { Headers = { ContentType = HttpBody.Json } },
            };
            message.Options.Set(InfoMeter.Ticket, new InfoTicket(weight.Weight));
            using var response = await client().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            var body = await HttpBody.ReadAsync(response.Content, maxResponseBytes, linked.Token).ConfigureAwait(false);
            if (weight.RowsPerExtra > 0) limits.DebitWeight(weight.Extra(RequestWeights.CountRows(body.Span)));
            scope.Status = (int)response.StatusCode;
            scope.Outcome = response.IsSuccessStatusCode ? "ok" : "refused";
            return response.IsSuccessStatusCode ? body : throw Failure(request.Type, (int)response.StatusCode, HttpBody.Excerpt(body.Span));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            scope.Outcome = "timeout";
            Log.ReadTimedOut(logger, Telemetry.Word(request.Type));
            throw new TransportException(
                string.Create(CultureInfo.InvariantCulture, $"'{request.Type}' had no answer within {timeout.TotalSeconds} s."), isTransient: true, mayHaveExecuted: false, innerException: e);
        }
        catch (OperationCanceledException)
        {
            scope.Outcome = "cancelled";
            throw;
        }
        catch (Exception e) when (e is not HyperliquidException)
        {
            // Not of the network alone: a corrupt gzip body, or whatever the application's own handlers throw.
            Log.ReadFailed(logger, Telemetry.Word(request.Type), e.GetType().Name);
            throw new TransportException($"'{request.Type}' failed on the way: {HttpBody.Quote(e.Message)}", isTransient: e is not (ResponseTooLongException or PostRefusedException { IsMalformed: true }), mayHaveExecuted: false, innerException: e);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> TryPostAsync(InfoRequest request, RequestWeight weight, RequestScope scope, CancellationToken cancellationToken)
    {
        var delivery = new PostDelivery();
        try
        {
            // A third of the time for a socket that has to be opened: what is left is for HTTP.
            if (await posts!.TryPostAsync("info", request.Body, weight.Urgent, timeout / 3, delivery, cancellationToken).ConfigureAwait(false) is not { } answer) return null;
            if (answer.ReadError() is { } error)
            {
                var status = PostError.ReadStatus(error);
                PostError.Tell(limits, status);
                Log.PostRefused(logger, Telemetry.Word(request.Type));
                scope.Outcome = "refused";
                throw new TransportException($"'{request.Type}' was answered over the socket with an error: {HttpBody.Quote(error)}", isTransient: status is 408 or 429 or >= 500, mayHaveExecuted: false, status, HttpBody.Cut(error));
            }

            PostError.Tell(limits, null);
            var body = answer.ReadInfo();
            if (weight.RowsPerExtra > 0) limits.DebitWeight(weight.Extra(RequestWeights.CountRows(body.Span)));
            scope.Outcome = "ok";
            return body;
        }
        catch (JsonException e)
        {
            scope.Outcome = "unreadable";
            throw new ResponseFormatException($"The answer to '{request.Type}' over the socket cannot be read.", mayHaveExecuted: false, "", e);
        }
        finally
        {
            if (delivery.Started) scope.Transport = "socket";
        }
    }

    private TransportException Failure(string type, int status, string body)
    {
        Log.ReadRefused(logger, Telemetry.Word(type), status);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"'{type}' was answered with HTTP {status}: {HttpBody.Quote(body)}"), isTransient: status is 408 or 429 or >= 500, mayHaveExecuted: false, status, body);
    }
}
