using HypeKr.Crypto;
using HypeKr.Hyperliquid;
using HypeKr.Hyperliquid.Emulator;
using HypeKr.Hyperliquid.Emulator.AspNetCore;

namespace HypeKr.SampleBot;

/// <summary>A local venue on the loopback with one paper account, whose agent signs for it.</summary>
internal sealed class PaperVenue : IAsyncDisposable
{
    private readonly EmulatorHost _host;
    private readonly PrivateKeySigner _agent;

    private PaperVenue(HyperliquidEmulator emulator, EmulatorHost host, HyperliquidClient client, HyperliquidAccount account, PrivateKeySigner agent)
    {
        Emulator = emulator;
        _host = host;
        Client = client;
        Account = account;
        _agent = agent;
    }

    public HyperliquidEmulator Emulator { get; }

    public Uri Address => _host.BaseAddress;

    public EmulatorFees Fees { get; } = new();

    public HyperliquidClient Client { get; }

    public HyperliquidAccount Account { get; }

    public string AgentFingerprint => _agent.Address.Fingerprint;

    /// <summary>Starts the venue, makes a master and an agent key for this run alone, and funds the master.</summary>
    public static async Task<PaperVenue> StartAsync(EmulatorSeed seed, decimal perpFunds, decimal spotFunds, CancellationToken cancellationToken)
    {
        var emulator = new HyperliquidEmulator(new EmulatorOptions { Seed = seed });
        using var master = Secp256k1PrivateKey.Generate();
        var agent = new PrivateKeySigner(Secp256k1PrivateKey.Generate());
        if (perpFunds > 0) emulator.Admin.Fund(master.Address, perpFunds);
        emulator.Admin.FundSpot(master.Address, "USDC", spotFunds);
        emulator.Admin.ApproveAgent(master.Address, agent.Address);
        var host = await EmulatorHost.StartAsync(emulator, cancellationToken: cancellationToken);
        var client = new HyperliquidClient(new HyperliquidOptions { Network = HyperliquidNetwork.Emulator(host.BaseAddress) });
        return new PaperVenue(emulator, host, client, client.ForAccount(master.Address, agent), agent);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _agent.Dispose();
        await _host.DisposeAsync();
    }
}
