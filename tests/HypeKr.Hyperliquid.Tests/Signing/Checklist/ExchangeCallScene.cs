using System.Globalization;
using System.Text.Json;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>What a call of the checklist is made on: a venue that lists many perpetuals, and an account whose own key signs.</summary>
internal sealed class ExchangeCallScene : IDisposable
{
    private const int Perpetuals = 300;
    private readonly TestVenue _venue = new();
    private readonly PrivateKeySigner _signer = TestVenue.CreateSigner("user");

    public ExchangeCallScene()
    {
        var listings = Enumerable.Range(0, Perpetuals).Select(slot => string.Create(CultureInfo.InvariantCulture, $$"""{"name":"{{CoinOf(slot)}}","szDecimals":5,"maxLeverage":50}"""));
        _venue.Info.Answer("meta", $$"""{"universe":[{{string.Join(',', listings)}}],"collateralToken":0}""");
        _venue.Info.Answer("extraAgents", "[]");
        _venue.Info.Answer("userRole", """{"role":"missing"}""");
        Account = _venue.Client.ForAccount(_signer.Address, _signer);
    }

    public TestVenue Venue => _venue;

    public HyperliquidAccount Account { get; }

    /// <summary>An account of the signer, as an agent, for any address.</summary>
    public HyperliquidAccount AccountOf(EthereumAddress address) => _venue.Client.ForAccount(address, _signer);

    /// <summary>The coin of a perpetual; null where the scene does not list the asset.</summary>
    public static string? Coin(JsonElement asset) => asset.GetInt64() is >= 0 and < Perpetuals and var slot ? CoinOf((int)slot) : null;

    public void Dispose()
    {
        _venue.Dispose();
        _signer.Dispose();
    }

    private static string CoinOf(int slot) => string.Create(CultureInfo.InvariantCulture, $"C{slot}");
}
