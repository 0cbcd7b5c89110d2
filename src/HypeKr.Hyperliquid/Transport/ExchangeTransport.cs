using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Unicode;
using HypeKr.Crypto;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid;

/// <summary>Posts signed actions, once each: over a socket where there is one, or through a handler of its own.</summary>
internal sealed class ExchangeTransport(HttpMessageInvoker invoker, Uri address, TimeSpan timeout, int maxResponseBytes, TimeProvider timeProvider, VenueLimits limits, ILogger logger, SocketPosts? posts = null)
{
    /// <summary>Asked before an action waits, and again when it may go.</summary>
    public KillSwitches KillSwitches { get; } = new(timeProvider);

    /// <summary>Waits until the venue's limits have room for an action. Before it is signed: what is signed ages.</summary>
    /// <param name="action">The action.</param>
    /// <param name="account">Who is acted for, and whose budget of actions is used. An action that is not sent after all has to be given back by <see cref="GiveBack"/>.</param>
    /// <param name="cancellationToken">Leaves the queues with no action counted.</param>
    /// <exception cref="OperationCanceledException">Cancelled in a queue.</exception>
    /// <exception cref="KillSwitchEngagedException">The account's kill switch is engaged, and the action would place an order.</exception>
    public async Task AdmitAsync(ExchangeAction action, EthereumAddress account, CancellationToken cancellationToken)
    {
        var type = action.CarriedOutType;
        var count = action.BatchSize;
        var killSwitch = KillSwitches.Of(account);
        killSwitch.Check(action);
        await limits.AcquireActionsAsync(account, count, RequestWeights.IsCancel(type), RequestWeights.IsUrgent(type), cancellationToken).ConfigureAwait(false);
        try
        {
            await limits.AcquireWeightAsync(RequestWeights.ForAction(type, count), cancellationToken).ConfigureAwait(false);
            killSwitch.Enter(action);
        }
        catch
        {
            limits.GiveBackActions(account, count);
            throw;
        }
    }

    /// <summary>Takes an action that was admitted and will not be sent out of the account's budget.</summary>
    public void GiveBack(ExchangeAction action, EthereumAddress account)
    {
        KillSwitches.Of(account).Leave();
        limits.GiveBackActions(account, action.BatchSize);
    }

    /// <summary>Sends signed bytes of an action that was admitted, and reads the venue's answer.</summary>
    /// <param name="type">The action's wire name.</param>
    /// <param name="body">The signed action.</param>
    /// <param name="signer">Who signed.</param>
    /// <param name="account">Who is acted for, and whose budget of actions is used.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, or the refusal of the action as a whole.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before a byte left.</exception>
    /// <exception cref="TransportException">No usable answer; it says whether bytes had left.</exception>
    /// <exception cref="ResponseFormatException">An answer that cannot be read; the action may have executed.</exception>
    public async Task<(ActionResponse? Response, Rejection? Rejection)> SendAsync(string type, ReadOnlyMemory<byte> body, EthereumAddress signer, EthereumAddress account, CancellationToken cancellationToken)
    {
        using var scope = RequestScope.Start("action", type, timeProvider);
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var content = new SignedContent(body);
        var delivery = new PostDelivery();
        var answered = false;
        try
        {
            // A third of the time for a socket that has to be opened: what is left is for HTTP, which gets only what no socket has seen.
            if (posts is not null && await posts.TryPostAsync("action", body, RequestWeights.IsUrgent(type), timeout / 3, delivery, linked.Token).ConfigureAwait(false) is { } posted)
            {
                return Learn(ReadPosted(type, posted, signer), body, account, scope);
            }

            using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            using var response = await invoker.SendAsync(message, linked.Token).ConfigureAwait(false);
            answered = true;
            if (response.StatusCode == HttpStatusCode.TooManyRequests) limits.BackOff(HttpBody.ReadRetryAfter(response, timeProvider));
            else limits.EndBackOff();
            scope.Status = (int)response.StatusCode;
            var answer = await HttpBody.ReadAsync(response.Content, maxResponseBytes, linked.Token).ConfigureAwait(false);
            return Learn(Read(type, (int)response.StatusCode, answer, signer), body, account, scope);
        }
        catch (HyperliquidException e)
        {
            scope.Outcome = e switch { TransportException => "refused", NonceTakenException => "rejected", ResponseFormatException => "unreadable", _ => "failed" };
            throw;
        }
        catch (PostRefusedException e) when (e.IsMalformed)
        {
            scope.Outcome = "rejected";
            return (null, new Rejection(RejectionKind.Malformed, HttpBody.Cut(e.Message)));
        }
        catch (PostRefusedException e)
        {
            scope.Outcome = "refused";
            throw new TransportException($"'{type}' was not taken by the venue: {HttpBody.Quote(e.Message)}", isTransient: true, mayHaveExecuted: false, innerException: e);
        }
        catch (OperationCanceledException) when (!content.Started && !answered && !delivery.Started && cancellationToken.IsCancellationRequested)
        {
            scope.Outcome = "cancelled";
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e)
        {
            var left = content.Started || answered || delivery.Started;
            if (e is OperationCanceledException) scope.Outcome = cancellationToken.IsCancellationRequested ? "cancelled" : "timeout";
            var reason = e switch
            {
                OperationCanceledException when cancellationToken.IsCancellationRequested => "was cancelled",
                OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"had no answer within {timeout.TotalSeconds} s"),
                _ => $"failed on the way ({HttpBody.Quote(e.Message)})",
            };
            Log.ActionUnanswered(logger, Telemetry.Word(type), left);
            throw new TransportException(
                left ? $"'{type}' {reason} after it had been sent: it may have been executed." : $"'{type}' {reason} before it was sent.", isTransient: !left, mayHaveExecuted: left, innerException: e);
        }
        finally
        {
            KillSwitches.Of(account).Leave();
            if (delivery.Started) scope.Transport = "socket";
        }
    }

    private (ActionResponse? Response, Rejection? Rejection) Learn((ActionResponse? Response, Rejection? Rejection) result, ReadOnlyMemory<byte> body, EthereumAddress account, RequestScope scope)
    {
        scope.Outcome = result.Rejection is null ? "ok" : "rejected";
        if (result.Rejection is { Kind: RejectionKind.AddressRateLimited } refusal) limits.LearnActionBudget(account, refusal.Text);
        if (result.Rejection is { Kind: RejectionKind.Expired })
        {
            // The venue counts a late action five times, and it was counted once.
            using var document = JsonDocument.Parse(body);
            limits.DebitActions(account, 4 * (document.RootElement.TryGetProperty("action"u8, out var action) ? RequestWeights.CountActions(action) : 1));
        }

        return result;
    }

    /// <summary>Reads what came over the socket. An error there is free text: but for what it certainly says, the action may have been executed.</summary>
    private (ActionResponse? Response, Rejection? Rejection) ReadPosted(string type, PostAnswer posted, EthereumAddress signer)
    {
        if (posted.ReadError() is not { } error)
        {
            PostError.Tell(limits, null);
            return posted.Type == "action" ? Read(type, 200, posted.Payload, signer) : throw Unreadable(type, posted.Payload.Span, null);
        }

        var status = PostError.ReadStatus(error);
        PostError.Tell(limits, status);
        Log.PostRefused(logger, Telemetry.Word(type));
        if (PostError.IsMalformed(error)) return (null, new Rejection(RejectionKind.Malformed, HttpBody.Cut(error)));
        throw new TransportException(
            $"'{type}' was answered over the socket with an error, it may have been executed: {HttpBody.Quote(error)}", isTransient: false, mayHaveExecuted: true, status, HttpBody.Cut(error));
    }

    private (ActionResponse? Response, Rejection? Rejection) Read(string type, int status, ReadOnlyMemory<byte> answer, EthereumAddress signer)
    {
        if (status is < 200 or > 299)
        {
            var text = HttpBody.Excerpt(answer.Span);
            Log.ActionRefusedByHttp(logger, Telemetry.Word(type), status);

            // 422 says that the body was not even understood. No other status proves that nothing was done with it.
            return status == 422
                ? (null, new Rejection(RejectionKind.Malformed, text))
                : throw new TransportException(
                    string.Create(CultureInfo.InvariantCulture, $"'{type}' was answered with HTTP {status}, it may have been executed: {HttpBody.Quote(text)}"), isTransient: false, mayHaveExecuted: true, status, text);
        }

        try
        {
            if (!Utf8.IsValid(answer.Span)) throw Unreadable(type, answer.Span, null);
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("status"u8, out var word) && word.ValueKind == JsonValueKind.String && root.TryGetProperty("response"u8, out var response))
            {
                if (word.ValueEquals("ok"u8) && response.ValueKind == JsonValueKind.Object) return (ActionResponse.From(response), null);
                if (word.ValueEquals("err"u8) && StatusEntry.TryReadText(response, out var text))
                {
                    if (NonceTakenException.Find(type, text) is { } taken)
                    {
                        Log.NonceTaken(logger, Telemetry.Word(type));
                        throw taken;
                    }

                    var rejection = Rejection.FromText(text, signer);
                    Log.ActionRejected(logger, Telemetry.Word(type), rejection.Kind);
                    return (null, rejection);
                }
            }
        }
        catch (JsonException e)
        {
            throw Unreadable(type, answer.Span, e);
        }

        throw Unreadable(type, answer.Span, null);
    }

    private ResponseFormatException Unreadable(string type, ReadOnlySpan<byte> answer, Exception? cause)
    {
        Log.ActionUnreadable(logger, Telemetry.Word(type));
        var text = HttpBody.Excerpt(answer);
        return new($"The answer to '{type}' cannot be read, it may have been executed: {HttpBody.Quote(text)}", mayHaveExecuted: true, text, cause);
    }
}
