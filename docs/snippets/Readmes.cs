using HypeKr.Calibration;
using HypeKr.Crypto;
using HypeKr.Delphi;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;
using HypeKr.Hyperliquid.Emulator.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;

namespace HypeKr.Snippets;

/// <summary>The code of the READMEs.</summary>
public static class Readmes
{
    public static async Task HouseAsync(IReadOnlyList<CalibrationRow> resolvedForecasts, HyperliquidAccount account)
    {
        #region house
        // A panel of nine personas over any IChatClient; this one simulates its answers.
        using var model = new SimulatedForecasterClient(truth: _ => 0.9);
        var result = await new DelphiPanel(PanelDefinition.Original, model)
            .RunAsync(new ForecastQuestion { Id = "btc-up", Title = "Will BTC be higher in 24 hours than now?" });

        // Calibrated on what earlier forecasts came to, and held against what the market offers.
        var bundle = CalibratorBundle.Fit(resolvedForecasts);
        var forecast = bundle.Calibrate(new RawProbability(result.Aggregate), "crypto", new MarketQuote(bid: 0.48m, ask: 0.52m));
        Console.WriteLine(forecast.Explanation);

        // Acted on with an agent's key, on a local exchange that recovers the signer of every order.
        if (KellyStake.From(forecast, forecast.Quote).Decision is ForecastDecision.Trade { Side: ContractSide.Yes })
        {
            var order = await account.Orders.PlaceAsync(new OrderRequest
            {
                Coin = "BTC",
                Side = OrderSide.Buy,
                Price = new(100_200),
                Size = new(0.01m),
                TimeInForce = TimeInForce.Ioc,
            });
            Console.WriteLine(order);
            Console.WriteLine(await account.Positions.CloseAsync("BTC"));
        }
        #endregion
    }

    public static async Task CryptoAsync()
    {
        #region crypto
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        var agent = new TypedDataBuilder("Agent", new TypedDataDomain { Name = "Exchange", Version = "1", ChainId = 1337 })
            .Field("source", "string", "a").Field("connectionId", "bytes32", Keccak256.Hash("an action"u8)).Build();
        var signature = await signer.SignTypedDataAsync(agent);
        Console.WriteLine(signature.IsFrom(signer.Address, agent.Digest));
        #endregion
    }

    public static void Calibration(IReadOnlyList<CalibrationRow> resolved)
    {
        #region calibration
        var bundle = CalibratorBundle.Fit(resolved);                  // rows of (raw probability, category, outcome, market price)
        var forecast = bundle.Calibrate(new RawProbability(0.81), "politics", new MarketQuote(bid: 0.61m, ask: 0.63m, fee: 0.01m));
        Console.WriteLine(forecast.Explanation);                      // every stage's number, and trade or skip with the reason
        var stake = KellyStake.From(forecast, forecast.Quote);
        if (stake.Decision is ForecastDecision.Trade trade) Console.WriteLine($"{trade.Side}: {stake.ContractsOf(bankroll: 1000m)} contracts");
        #endregion
    }

    public static async Task DelphiAsync(IChatClient chatClient)
    {
        #region delphi
        var panel = new DelphiPanel(chatClient);      // better: a dictionary of clients, of different model families
        var question = new ForecastQuestion { Id = "rain-1", Title = "Will it rain in Seoul on 1 May 2030?" };
        var result = await panel.RunAsync(question, new DelphiOptions { Seed = 7 });
        if (result.HasForecast) Console.WriteLine($"{result.Aggregate:0.00}, spread {result.Spread:0.000}, {result.ExitReason} after {result.Calls} calls");
        File.WriteAllText("run.json", result.ToJson());
        #endregion
    }

    public static async Task HyperliquidAsync(string agentKey, string address)
    {
        #region hyperliquid
        using var client = new HyperliquidClient(new HyperliquidOptions { Network = HyperliquidNetwork.Testnet });
        using var signer = new PrivateKeySigner(Secp256k1PrivateKey.FromHex(agentKey));
        HyperliquidAccount account = client.ForAccount(EthereumAddress.Parse(address), signer);

        OrderResult order = await account.Orders.PlaceMarketAsync(OrderRequest.Buy("BTC", new OrderSize(0.001m)));
        Console.WriteLine($"{order.Status}: {order.FilledSize} at {order.AveragePrice}");
        CloseResult closed = await account.Positions.CloseAsync("BTC");          // one reduce-only order, within 5 % of the best price of the book
        #endregion
    }

    public static async Task EmulatorReadmeAsync(EthereumAddress address)
    {
        #region emulator-readme
        var emulator = new HyperliquidEmulator();
        emulator.Admin.Fund(address, 10_000);                          // USDC on the main perp dex
        emulator.Admin.FundSpot(address, "USDC", 1_000);               // spot, and what outcomes are paid from
        using var http = new HttpClient(emulator.CreateHandler());     // or give the handler to HyperliquidOptions
        var reply = await http.PostAsync(emulator.Network.InfoAddress, new StringContent("""{"type":"allMids"}"""));
        #endregion
    }

    public static async Task EmulatorHostReadmeAsync(WebApplication app)
    {
        #region emulator-host-readme
        var emulator = new HyperliquidEmulator();
        await using var host = await EmulatorHost.StartAsync(emulator);   // any free port, or EmulatorHost.StartAsync(emulator, 3001)
        Console.WriteLine(host.BaseAddress);                              // http://127.0.0.1:40123/
        var network = host.Network;                                       // for clients in this process
        app.MapHyperliquidEmulator(emulator);                             // or inside an application of yours
        #endregion
    }
}
