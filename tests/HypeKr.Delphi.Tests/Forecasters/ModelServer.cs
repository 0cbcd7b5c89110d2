using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace HypeKr.Delphi.Tests;

/// <summary>A loopback server that speaks the chat protocols of OpenAI and Ollama, streaming and not, and misbehaves on request.</summary>
internal sealed class ModelServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<Request, Reply> _answer;
    private readonly Task _serving;

    public ModelServer(Func<Request, Reply> answer)
    {
        _answer = answer;
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add($"http://127.0.0.1:{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}/");
            try
            {
                _listener.Start();
                Address = new Uri(_listener.Prefixes.First());
                break;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // Somebody took the port between the look and the start.
            }
        }

        _serving = ServeAsync();
    }

    public sealed record Request(int Number, string Path, JsonElement Body)
    {
        public bool IsOllama => Path.EndsWith("/api/chat", StringComparison.Ordinal);

        public string System => Body.GetProperty("messages")[0].GetProperty("content").ToString();
    }

    public sealed record Reply(string Text = "", int Status = 200, string? RetryAfter = null, string? Raw = null, bool Drop = false, string FinishReason = "stop");

    public Uri Address { get; }

    public ConcurrentQueue<Request> Requests { get; } = new();

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => HandleAsync(context));
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.InputStream);
            var request = new Request(Requests.Count, context.Request.Url!.AbsolutePath, document.RootElement.Clone());
            Requests.Enqueue(request);
            var reply = _answer(request);
            if (reply.Drop)
            {
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = reply.Status;
            if (reply.RetryAfter is not null) context.Response.Headers["Retry-After"] = reply.RetryAfter;
            var isStream = request.Body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
            var (type, body) = reply.Raw is { } raw ? ("application/json", raw)
                : reply.Status != 200 ? ("application/json", """{"error":{"message":"no","type":"server_error","code":null}}""")
                : request.IsOllama ? ("application/x-ndjson", Ollama(reply, isStream, request.Number))
                : isStream ? ("text/event-stream", OpenAIStream(reply)) : ("application/json", OpenAI(reply, request.Number));
            context.Response.ContentType = type;
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The client hung up first.
        }
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);

    private static string OpenAI(Reply reply, int number) =>
        "{\"id\":\"chatcmpl-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\",\"object\":\"chat.completion\",\"created\":1900000000,\"model\":\"test-model\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
        + Text(reply.Text) + "},\"finish_reason\":\"" + reply.FinishReason + "\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}";

    private static string OpenAIStream(Reply reply)
    {
        var events = new StringBuilder();
        foreach (var part in reply.Text.Chunk(5))
        {
            events.Append("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1900000000,\"model\":\"test-model\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":")
                .Append(Text(new string(part))).Append("},\"finish_reason\":null}]}\n\n");
        }

        return events.Append("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1900000000,\"model\":\"test-model\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"")
            .Append(reply.FinishReason).Append("\"}]}\n\ndata: [DONE]\n\n").ToString();
    }

    private static string Ollama(Reply reply, bool isStream, int number)
    {
        // The client takes the instant for the id of the response.
        var lines = new StringBuilder();
        var at = "2030-01-01T00:00:00." + number.ToString("000000000", System.Globalization.CultureInfo.InvariantCulture) + "Z";
        foreach (var part in isStream ? reply.Text.Chunk(5).Select(chars => new string(chars)) : [])
        {
            lines.Append("{\"model\":\"test-model\",\"created_at\":\"" + at + "\",\"message\":{\"role\":\"assistant\",\"content\":").Append(Text(part)).Append("},\"done\":false}\n");
        }

        return lines.Append("{\"model\":\"test-model\",\"created_at\":\"" + at + "\",\"message\":{\"role\":\"assistant\",\"content\":").Append(Text(isStream ? "" : reply.Text))
            .Append("},\"done\":true,\"done_reason\":\"").Append(reply.FinishReason).Append("\",\"prompt_eval_count\":11,\"eval_count\":7}\n").ToString();
    }
}
