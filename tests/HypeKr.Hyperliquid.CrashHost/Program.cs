using System.Globalization;
using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.CrashHost;

// Arguments: the emulator's address, the journal, the label of the signer's key, the account, the start of fast time, how many orders, the barrier and at which pass it stops, and whether the disk loses what was not synced.
var address = new Uri(args[0]);
var journalPath = args[1];
var time = new FastTime(long.Parse(args[4], CultureInfo.InvariantCulture));
var orders = int.Parse(args[5], CultureInfo.InvariantCulture);
var barrier = new KillBarrier(args[6], int.Parse(args[7], CultureInfo.InvariantCulture));

using var key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(args[2])).ToArray());
using var signer = new PrivateKeySigner(key);
using var handler = new BarrierHandler(barrier, new SocketsHttpHandler());

// Fast time must not run out on a machine that is slow: nothing here is to be late.
var patience = TimeSpan.FromMinutes(20);
using var client = new HyperliquidClient(new HyperliquidOptions { Network = HyperliquidNetwork.Emulator(address), ExchangeHandler = handler, TimeProvider = time, InfoTimeout = patience, ExchangeTimeout = patience });
var account = client.ForAccount(EthereumAddress.Parse(args[3]), signer);
await using var journal = await PlacementJournal.OpenAsync(account, new BarrierStore(barrier, args[8] == "loses" ? new LossyStore(FileJournalStore.Open(journalPath)) : FileJournalStore.Open(journalPath)), new PlacementJournalOptions { Patience = patience, TimeToLive = TimeSpan.FromMinutes(2) }, CancellationToken.None);
for (var i = 0; i < orders; i++)
{
    var options = new ActionOptions { IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"crash {i}") };
    var request = OrderRequest.Buy("BTC", new(0.01m)).Limit(new(90_000 + i));
    var result = await journal.Account.Orders.PlaceAsync(request, options);
    if (result.Status == OrderResultStatus.NotPlaced) result = await journal.Account.Orders.PlaceAsync(request, options);
    await barrier.PassAsync("outcome");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"STATED {i} {result.Status} {result.OrderId}"));
}

Console.WriteLine("DONE");
