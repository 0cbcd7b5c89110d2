// One forecast through every package, in a native binary: a failure or a wrong answer ends with a non-zero exit code.
using System.Globalization;
using System.Text;
using HypeKr.Calibration;
using HypeKr.Crypto;
using HypeKr.Delphi;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;
using HypeKr.Hyperliquid.Emulator.AspNetCore;

const string Question = "smoke";
var emulator = new HyperliquidEmulator();
using var master = TestKey("aot smoke master");
using var agent = new PrivateKeySigner(TestKey("aot smoke agent"));
emulator.Admin.Fund(master.Address, 1_000);
emulator.Admin.FundSpot(master.Address, "USDC", 1_000);
emulator.Admin.ApproveAgent(master.Address, agent.Address);

await using var host = await EmulatorHost.StartAsync(emulator);
using var client = new HyperliquidClient(new HyperliquidOptions { Network = HyperliquidNetwork.Emulator(host.BaseAddress) });
var account = client.ForAccount(master.Address, agent);
Check((await account.VerifySignerAsync()).Standing == SignerStanding.Agent, "the agent is recognised");

using var simulated = new SimulatedForecasterClient(truth: _ => 0.9);
var panel = PanelDefinition.FromJson(PanelDefinition.Original.ToJson());
var result = await new DelphiPanel(panel, simulated).RunAsync(new ForecastQuestion { Id = Question, Title = "Does this run natively?" });
Check(result.HasForecast && result.ToJson().Contains(Question, StringComparison.Ordinal), "the panel answers");

var rows = Enumerable.Range(0, 400).Select(i => new CalibrationRow(new RawProbability(i / 400.0), "all", BinaryOutcome.From(i % 10 < i / 40), 0.5));
var bundle = CalibratorBundle.FromJson(CalibratorBundle.Fit(rows).ToJson());
var forecast = bundle.Calibrate(new RawProbability(result.Aggregate), "all", new MarketQuote(0.48m, 0.52m));
Check(forecast.Calibrated.Value is > 0.5 and < 1, "the forecast is calibrated");

var folder = Directory.CreateTempSubdirectory("hypekr-aot").FullName;
BundleStore.Open(folder).Publish(bundle);
Check(BundleStore.Open(folder).Current?.Hash == bundle.Hash, "the store keeps the bundle");
Directory.Delete(folder, recursive: true);
var monitor = CalibrationMonitor.FromJson(new CalibrationMonitor().ToJson());
Check(!monitor.Update(forecast.Calibrated.Value, BinaryOutcome.Yes).IsAlarm, "the monitor resumes");
var history = RefitData.FromRows(Enumerable.Range(0, 400).Select(i => new RefitRow("all", new RawProbability(i % 20 / 20.0), BinaryOutcome.From(i % 3 == 0), new DateTimeOffset(2026, 1, 1 + (i / 20), 0, 0, 0, TimeSpan.Zero))));
Check(CalibratorRefit.Preview(history, null).Candidate is not null, "a refit is previewed");

var placed = await account.Orders.PlaceAsync(new OrderRequest { Coin = "BTC", Side = OrderSide.Buy, Price = new(100_200), Size = new(0.001m), TimeInForce = TimeInForce.Ioc });
Check(placed.Status == OrderResultStatus.Filled, $"the order fills, not: {placed}");
Check((await account.Positions.CloseAsync("BTC")).Status == CloseStatus.Closed, "the position closes");
Check((await account.Positions.CloseAsync("BTC")).Status == CloseStatus.NoPosition, "a second close finds nothing");

var action = new OrderAction([new OrderRequest { Coin = "BTC", Side = OrderSide.Buy, Price = new(100_000), Size = new(0.001m) }.ToTerms(await client.Markets.GetAssetAsync("BTC"))]);
var typed = TypedData.Parse(action.ToTypedData(HyperliquidNetwork.Testnet, 1).ToJson());
var signature = await agent.SignTypedDataAsync(typed);
Check(signature.IsFrom(agent.Address, typed.Digest), "typed data signs and recovers");

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"native: {result.Calls} panel calls, raw {result.Aggregate:0.000}, calibrated {forecast.Calibrated}, order {placed}"));
return 0;

static Secp256k1PrivateKey TestKey(string label) => Secp256k1PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes(label)).ToArray());

static void Check(bool holds, string what)
{
    if (!holds) throw new InvalidOperationException($"Not so: {what}.");
}
