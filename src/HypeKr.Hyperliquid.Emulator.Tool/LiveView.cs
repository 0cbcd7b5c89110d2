using System.Globalization;
using System.Text;
using System.Text.Json;
using HypeKr.Crypto;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HypeKr.Hyperliquid.Emulator.Tool;

/// <summary>Books, orders and faults in the terminal, twice a second, read through the doors that a client has.</summary>
internal sealed class LiveView(HyperliquidEmulator emulator, VenueMirror? mirror, IReadOnlyList<EthereumAddress> accounts)
{
    private const int Coins = 10;
    private const int Levels = 5;
    private const int Orders = 12;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        await AnsiConsole.Live(new Text("")).StartAsync(async context =>
        {
            try
            {
                do
                {
                    context.UpdateTarget(await DrawAsync(cancellationToken));
                    context.Refresh();
                }
                while (await timer.WaitForNextTickAsync(cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl+C.
            }
        });
    }

    /// <summary>The picture of now.</summary>
    public async Task<IRenderable> DrawAsync(CancellationToken cancellationToken = default)
    {
        var mids = await ReadAsync("""{"type":"allMids"}""", cancellationToken);
        var coins = mirror?.GetStatus().Select(s => s.Coin).ToArray() ?? [.. mids.EnumerateObject().Select(m => m.Name)];
        var books = new Table { Title = new TableTitle("books"), Border = TableBorder.Simple }.AddColumn("coin").AddColumn(new TableColumn("bids").RightAligned()).AddColumn("asks");
        foreach (var coin in coins.Take(Coins))
        {
            var book = await ReadAsync($$"""{"type":"l2Book","coin":"{{coin}}"}""", cancellationToken);
            if (book.ValueKind != JsonValueKind.Object) continue;
            var levels = book.GetProperty("levels");
            books.AddRow(Markup.Escape(coin), Side(levels[0], reversed: true), Side(levels[1], reversed: false));
        }

        if (coins.Length > Coins) books.Caption = new TableTitle(string.Create(CultureInfo.InvariantCulture, $"and {coins.Length - Coins} more"));

        var orders = new Table { Title = new TableTitle("orders"), Border = TableBorder.Simple }.AddColumn("account").AddColumn("coin").AddColumn("side").AddColumn(new TableColumn("size").RightAligned()).AddColumn(new TableColumn("price").RightAligned());
        var count = 0;
        foreach (var account in accounts)
        {
            foreach (var order in (await ReadAsync($$"""{"type":"openOrders","user":"{{account.ToLowerHex()}}","dex":"ALL_DEXS"}""", cancellationToken)).EnumerateArray())
            {
                if (count++ >= Orders) continue;
                orders.AddRow(account.Fingerprint, Text(order, "coin"), Text(order, "side") == "B" ? "buy" : "sell", Text(order, "sz"), Text(order, "limitPx"));
            }
        }

        if (count == 0) orders.AddRow("none", "", "", "", "");
        if (count > Orders) orders.Caption = new TableTitle(string.Create(CultureInfo.InvariantCulture, $"and {count - Orders} more"));

        var faults = new Table { Title = new TableTitle("faults"), Border = TableBorder.Simple }.AddColumn("kind").AddColumn("endpoint").AddColumn("type").AddColumn(new TableColumn("struck").RightAligned());
        foreach (var fault in emulator.Faults.Active)
        {
            faults.AddRow(fault.Rule.Effect.Kind.ToString(), Markup.Escape(fault.Rule.Endpoint ?? "any"), Markup.Escape(fault.Rule.Type ?? "any"), fault.Struck.ToString(CultureInfo.InvariantCulture));
        }

        if (emulator.Faults.Active.Count == 0) faults.AddRow("none", "", "", "");
        var head = new Text(string.Create(CultureInfo.InvariantCulture, $"{emulator.Admin.Now:yyyy-MM-dd HH:mm:ss} UTC, {emulator.SocketCount} sockets{Staleness()}"));
        return new Rows(head, new Columns(books, new Rows(orders, faults)));
    }

    private string Staleness()
    {
        if (mirror is null) return "";
        var stale = mirror.GetStatus().Where(s => !s.IsLive).Select(s => s.Coin).ToArray();
        return stale.Length == 0 ? ", the mirror is live" : $", the mirror is stale in {string.Join(", ", stale)}";
    }

    private static string Side(JsonElement levels, bool reversed)
    {
        var shown = levels.EnumerateArray().Take(Levels).Select(l => $"{Text(l, "px")}×{Text(l, "sz")}");
        return Markup.Escape(string.Join("  ", reversed ? shown.Reverse() : shown));
    }

    private async Task<JsonElement> ReadAsync(string body, CancellationToken cancellationToken)
    {
        var reply = await emulator.HandleAsync("/info", Encoding.UTF8.GetBytes(body), cancellationToken);
        using var document = JsonDocument.Parse(reply.Body);
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement element, string name) => Markup.Escape(element.GetProperty(name).GetString() ?? "");
}
