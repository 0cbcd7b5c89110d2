using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace HypeKr.Hyperliquid.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task Messages_name_what_failed_and_no_address()
    {
        using var log = new Recorder();
        using var venue = new TestVenue(o => o.LoggerFactory = log);
        var address = TestVenue.UserAddress.ToLowerHex();
        var order = new OrderRequest { Coin = "BTC", Side = OrderSide.Buy, Price = new(59000), Size = new(0.001m) };
        venue.Info.Reply("exchangeStatus", (_, _) => Task.FromResult(InfoStub.Json(address, HttpStatusCode.InternalServerError)));
        venue.Info.Reply("userRole", (_, _) => throw new HttpRequestException(address));

        await Assert.ThrowsAsync<TransportException>(() => venue.Client.Markets.GetExchangeStatusAsync());
        await Assert.ThrowsAsync<TransportException>(() => venue.Account.User.GetRoleAsync());
        venue.Exchange.AnswerError($"User or API Wallet {address} does not exist.");
        await venue.Account.Orders.PlaceAsync(order);
        venue.Exchange.Answer(address, HttpStatusCode.BadGateway);
        await venue.Account.Orders.PlaceAsync(order);
        venue.Exchange.Answer($"<{address}>");
        await venue.Account.Orders.PlaceAsync(order);
        venue.Exchange.Reply = (_, _) => throw new HttpRequestException(address);
        await venue.Account.Orders.PlaceAsync(order);

        Assert.Equal(
            [
                "Read exchangeStatus was answered with HTTP 500",
                "Read userRole failed on the way: HttpRequestException",
                "Action order was refused: UnknownSigner",
                "Action order was answered with HTTP 502",
                "The answer to action order cannot be read",
                "Action order has no answer; bytes had left: True",
            ],
            log.Messages);
        Assert.DoesNotContain(log.Messages, m => m.Contains(address[2..], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Each_message_has_a_number_of_its_own()
    {
        var events = new[] { typeof(Log), typeof(FeedLog) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .Where(id => id is not null)
            .ToList();

        Assert.True(events.Count > 20);
        Assert.Empty(events.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
