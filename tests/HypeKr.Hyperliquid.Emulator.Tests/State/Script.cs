using System.Globalization;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator.Tests;

/// <summary>Whatever several people, the admin door and time can do, one thing after another by chance: each is drawn once and can be done to more than one emulator.</summary>
internal sealed class Script
{
    public const int Kinds = 40;

    private static readonly (string Coin, decimal Middle, decimal Tick, decimal Lot)[] Markets =
    [
        ("BTC", 100_000, 10, 0.01m), ("BTC", 100_000, 10, 0.01m), ("ETH", 4_000, 1, 0.5m), ("xyz:GOLD", 4_000, 1, 0.5m), ("PURR/USDC", 0.2m, 0.001m, 500), ("#10", 0.55m, 0.01m, 40), ("#11", 0.45m, 0.01m, 40),
    ];

    private readonly World _world;
    private readonly VenueRandom _random;
    private readonly Secp256k1PrivateKey[] _people;
    private readonly Secp256k1PrivateKey _agent = Key("agent");
    private long _nonce;

    public Script(World world, long seed)
    {
        (_world, _random) = (world, new VenueRandom(seed, "script"));
        _people = [.. Enumerable.Range(0, 4).Select(i => Key(string.Create(CultureInfo.InvariantCulture, $"person {i}")))];
        foreach (var person in _people)
        {
            world.Admin.Fund(person.Address, 40_000);
            world.Admin.Fund(person.Address, 20_000, "xyz");
            world.Admin.FundSpot(person.Address, "USDC", 20_000);
            world.Admin.FundSpot(person.Address, "PURR", 50_000);
            world.Admin.FundSpot(person.Address, "HYPE", 100);
        }

        foreach (var (coin, middle, _, _) in Markets.Skip(1).Take(5)) world.Admin.SetMark(coin, middle);
        world.Admin.ApproveAgent(_people[0].Address, _agent.Address, name: "script");
    }

    /// <summary>Every secret that there is.</summary>
    public IEnumerable<byte[]> Secrets => ((string[])["person 0", "person 1", "person 2", "person 3", "agent"]).Select(l => Keccak256.Hash(Encoding.UTF8.GetBytes("emulator state " + l)).ToArray());

    /// <summary>Draws what is done next.</summary>
    /// <returns>Does it to an emulator, and tells its answer.</returns>
    public Func<World, string> Next() => Next(Pick(Kinds));

    /// <summary>Draws something of a kind.</summary>
    public Func<World, string> Next(int kind)
    {
        var (coin, middle, tick, lot) = Markets[Pick(Markets.Length)];
        var asset = _world.Emulator.Venue.Asset(coin)!;
        var who = _people[Pick(4)];
        var account = _world.Emulator.Venue.Account(who.Address)!;
        var other = _people[Pick(4)].Address;
        var price = Trader.Text(middle + tick * (Pick(17) - 8));
        var size = Trader.Text(lot * (1 + Pick(20)));
        var isBuy = Pick(2) == 0;
        var reduces = Pick(4) == 0;
        var live = account.LiveOrders.ToArray();
        var any = live.Length > 0 ? live[Pick(live.Length)] : null;
        var perp = asset as TradedPerp ?? (TradedPerp)_world.Emulator.Venue.Asset("BTC")!;
        var vault = _world.Emulator.Venue.Accounts.LastOrDefault(a => a.Vault is not null);
        var sub = _world.Emulator.Venue.Accounts.LastOrDefault(a => a.Master is not null);
        var usd = Trader.Text(1_000_000L * (1 + Pick(200)));
        var few = Trader.Text(1 + Pick(20));
        switch (kind)
        {
            case < 8:
                return Action(who, Trader.OrderJson(asset.Id, isBuy, price, size, kind < 5 ? "Gtc" : kind < 7 ? "Ioc" : "Alo", reduces, kind == 0 ? $"0x{Pick(4):x32}" : null));
            case 8:
                return Action(who, $$"""{"type":"order","orders":[{{Trader.OneOrder(0, true, Trader.Text(99_900 + 10 * Pick(30)), "0.02")}},{{Trader.OneTrigger(0, false, "90000", "0.02", "95000")}},{{Trader.OneTrigger(0, false, "104000", "0.02", "106000", "tp", isMarket: false)}}],"grouping":"normalTpsl"}""");
            case 9:
                return Action(who, $$"""{"type":"order","orders":[{{Trader.OneTrigger(0, !isBuy, isBuy ? "90000" : "110000", "0", isBuy ? "95000" : "105000")}}],"grouping":"positionTpsl"}""");
            case 10:
                return Action(who, $$"""{"type":"order","orders":[{{Trader.OneTrigger(0, isBuy, "100000", "0.01", Trader.Text(99_000 + 100 * Pick(20)), isBuy ? "sl" : "tp", isMarket: reduces, reduceOnly: false)}}],"grouping":"na"}""");
            case 11:
                return Action(who, $$$"""{"type":"twapOrder","twap":{"a":{{{Trader.Text(asset.Id)}}},"b":{{{(isBuy ? "true" : "false")}}},"s":"{{{Trader.Text(lot * 50)}}}","r":false,"m":{{{Trader.Text(5 + Pick(10))}}},"t":true}}""");
            case 12:
                return Action(who, $$$"""{"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.5","r":false,"m":5,"t":false},"details":{"t":{"p":"{{{Trader.Text(100_000 + 100 * Pick(10))}}}","a":true},"s":"120000"}}""");
            case 13 when account.Twaps.Find(t => t.IsLive) is { } twap:
                return Action(who, $$"""{"type":"twapCancel","a":{{Trader.Text(twap.Asset.Id)}},"t":{{Trader.Text(twap.Id)}}}""");
            case 14 or 15 when any is not null:
                return Action(who, $$"""{"type":"cancel","cancels":[{"a":{{Trader.Text(any.Asset.Id)}},"o":{{Trader.Text(any.Oid)}}}]}""");
            case 16 when any is not null && any.Trigger is null:
                return Action(who, $$"""{"type":"batchModify","modifies":[{"oid":{{Trader.Text(any.Oid)}},"order":{{Trader.OneOrder(any.Asset.Id, any.IsBuy, Trader.Text(any.Price), Trader.Text(any.OriginalSize))}}}]}""");
            case 17:
                return Action(who, $$"""{"type":"scheduleCancel","time":{{Trader.Text(_world.Now + 5_000 + 1000 * Pick(100))}}}""");
            case 18:
                return Action(who, $$"""{"type":"updateLeverage","asset":{{Trader.Text(perp.Id)}},"isCross":{{(isBuy ? "true" : "false")}},"leverage":{{Trader.Text(1 + Pick(20))}}}""");
            case 19:
                return Action(who, $$"""{"type":"updateIsolatedMargin","asset":{{Trader.Text(perp.Id)}},"isBuy":true,"ntli":{{usd}}}""");
            case 20:
                return Message(who, "usdSend", $"\"destination\":\"{other.ToLowerHex()}\",\"amount\":\"{few}\",\"time\":0");
            case 21:
                return Message(who, "usdClassTransfer", $"\"amount\":\"{few}\",\"toPerp\":{(isBuy ? "true" : "false")},\"nonce\":0");
            case 22:
                return Message(who, isBuy ? "cDeposit" : "cWithdraw", "\"wei\":200000000,\"nonce\":0");
            case 23:
                return Message(who, "tokenDelegate", $"\"validator\":\"{_world.Emulator.Venue.Validators[0].Address.ToLowerHex()}\",\"wei\":100000000,\"isUndelegate\":{(reduces ? "true" : "false")},\"nonce\":0");
            case 24 when vault is null || Pick(5) == 0:
                return Action(who, """{"type":"createVault","name":"A vault","description":"A vault for a test","initialUsd":100000000,"nonce":0}""");
            case 24 or 25 when vault is not null:
                return Action(who, $$"""{"type":"vaultTransfer","vaultAddress":"{{vault.Address.ToLowerHex()}}","isDeposit":{{(reduces ? "false" : "true")}},"usd":{{usd}}}""");
            case 26 when sub is null:
                return Action(who, """{"type":"createSubAccount","name":"one"}""");
            case 26 when sub is not null:
                return Action(_people.First(p => p.Address == sub.Master!.Address), $$"""{"type":"subAccountTransfer","subAccountUser":"{{sub.Address.ToLowerHex()}}","isDeposit":true,"usd":{{usd}}}""");
            case 27:
                return Action(_agent, Trader.OrderJson(asset.Id, isBuy, price, size));
            case 28:
                return Message(who, "approveAgent", $"\"agentAddress\":\"{Key(few).Address.ToLowerHex()}\",\"agentName\":\"{(isBuy ? "one" : "two")}\",\"nonce\":0");
            case 29:
                return Action(who, isBuy ? $$"""{"type":"registerReferrer","code":"CODE{{few}}"}""" : $$"""{"type":"setReferrer","code":"CODE{{few}}"}""");
            case 30:
                return Message(who, "approveBuilderFee", $"\"maxFeeRate\":\"0.05%\",\"builder\":\"{other.ToLowerHex()}\",\"nonce\":0");
            case 31:
                return Action(who, $$$"""{"type":"order","orders":[{{{Trader.OneOrder(0, isBuy, isBuy ? "100100" : "99900", "0.02", "Ioc")}}}],"grouping":"na","builder":{"b":"{{{other.ToLowerHex()}}}","f":20}}""");
            case 32:
                return Action(who, $$"""{"type":"borrowLend","operation":"{{(reduces ? "borrow" : "supply")}}","token":0,"amount":"{{few}}"}""");
            case 33:
                return Action(who, $$$"""{"type":"userOutcome","splitOutcome":{"outcome":{{{(isBuy ? 1 : 3)}}},"amount":"{{{few}}}"}}""");
            case 34:
                var shift = 1 + (Pick(21) - 10) / 100m;
                return Admin(admin => admin.SetMark(coin, middle * shift > 0.99m && asset is TradedSide ? 0.9m : middle * shift));
            case 35:
                var (low, high) = (middle - tick * (1 + Pick(3)), middle + tick * (1 + Pick(3)));
                return Admin(admin => admin.SetBook(coin, [new(low, lot * 10), new(low - tick, lot * 30)], [new(high, lot * 10), new(high + tick, lot * 30)]));
            case 36:
                var at = middle + tick * (Pick(3) - 1);
                return Admin(admin => admin.PrintTrade(coin, isBuy, at, lot * 3));
            case 37 or 38:
                return Advance(TimeSpan.FromMilliseconds(1 + Pick(kind == 37 ? 40_000 : 2_000)));
            case 39:
                return Advance(TimeSpan.FromMinutes(1 + Pick(90)));
            default:
                return Action(who, """{"type":"noop"}""");
        }
    }

    /// <summary>A signed action of somebody.</summary>
    public Func<World, string> Action(int who, string json) => Action(_people[who], json);

    public EthereumAddress Address(int who) => _people[who].Address;

    public Func<World, string> Message(int who, string type, string members) => Message(_people[who], type, members);

    /// <summary>Moves the time on by the admin door: of each emulator on its own.</summary>
    public static Func<World, string> Advance(TimeSpan time) => Admin(admin => admin.Advance(time));

    public static Func<World, string> Admin(Action<EmulatorAdmin> act) => world =>
    {
        try
        {
            act(world.Admin);
            return "done";
        }
        catch (EmulatorAdminException e)
        {
            return e.Message;
        }
    };

    private Func<World, string> Message(Secp256k1PrivateKey key, string type, string members) =>
        Action(key, $"{{\"type\":\"{type}\",\"signatureChainId\":\"0x66eee\",\"hyperliquidChain\":\"Testnet\",{members}}}");

    private Func<World, string> Action(Secp256k1PrivateKey key, string json)
    {
        _nonce = Math.Max(_world.Admin.Now.ToUnixTimeMilliseconds(), _nonce + 1);
        var body = ActionExamples.Signed(ActionExamples.At(json, _nonce), _nonce, key).ToJsonString();
        return world => Encoding.UTF8.GetString(world.Post("/exchange", body).Body.Span);
    }

    private int Pick(int bound) => (int)_random.Below(bound);

    private static Secp256k1PrivateKey Key(string label) => Secp256k1PrivateKey.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes("emulator state " + label)).ToArray());
}
