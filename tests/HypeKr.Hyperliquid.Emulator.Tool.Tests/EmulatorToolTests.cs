using System.Globalization;
using HypeKr.Crypto;
using Spectre.Console;

namespace HypeKr.Hyperliquid.Emulator.Tool.Tests;

/// <summary>The command as somebody at a shell uses it.</summary>
public sealed class EmulatorToolTests : IDisposable
{
    private const string Someone = "0x1111111111111111111111111111111111111111";
    private readonly string _folder = Directory.CreateTempSubdirectory("hypekr-emulator-tool").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_it_listens_serves_what_was_funded_and_ends_when_told(string signal)
    {
        using var tool = await ToolProcess.ServeAsync("--fund", $"{Someone}=1234.5", "--fund", $"{Someone}=0.5");
        var state = await tool.InfoAsync($$"""{"type":"clearinghouseState","user":"{{Someone}}"}""");

        Assert.Equal("1235.0", state.GetProperty("marginSummary").GetProperty("accountValue").GetString());
        Assert.Equal((0, ""), await tool.EndAsync(signal));
    }

    [Fact]
    public async Task A_seed_moves_the_market()
    {
        const string Read = """{"type":"metaAndAssetCtxs"}""";
        using var tool = await ToolProcess.ServeAsync("--seed", "7");
        var before = (await tool.InfoAsync(Read)).GetRawText();
        var now = before;

        // It moves once a second by itself; asking is waiting.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (now == before && !patience.IsCancellationRequested) now = (await tool.InfoAsync(Read)).GetRawText();
        Assert.NotEqual(before, now);
    }

    [Fact]
    public async Task A_tape_is_played()
    {
        var tape = Write("tape.jsonl", """{"time": 0, "coin": "BTC", "book": {"bids": [["50000", "1"]], "asks": [["50010", "2"]]}}""");
        using var tool = await ToolProcess.ServeAsync("--tape", tape);

        var levels = (await tool.InfoAsync("""{"type":"l2Book","coin":"BTC"}""")).GetProperty("levels");
        Assert.Equal("50010.0", levels[1][0].GetProperty("px").GetString());
    }

    [Fact]
    public async Task A_state_goes_on_where_it_ended()
    {
        var state = Path.Combine(_folder, "state");
        using (var first = await ToolProcess.ServeAsync("--state", state, "--seed", "5", "--fund", $"{Someone}=77"))
        {
            Assert.Equal((0, ""), await first.EndAsync());
        }

        using (var second = await ToolProcess.ServeAsync("--state", state, "--fund", $"{Someone}=77"))
        {
            Assert.Equal("77.0", (await second.InfoAsync($$"""{"type":"clearinghouseState","user":"{{Someone}}"}""")).GetProperty("marginSummary").GetProperty("accountValue").GetString());
            await second.EndAsync();
        }

        foreach (var (arguments, message) in ((string[], string)[])[(["--seed", "6"], "was begun with --seed 5, not with --seed 6"), (["--chain", "mainnet"], "is of --chain testnet, not of mainnet")])
        {
            using var refused = ToolProcess.Run(["--port", "0", "--state", state, .. arguments]);
            var (code, errors) = await refused.ExitAsync();
            Assert.Equal(2, code);
            Assert.Contains(message, errors, StringComparison.Ordinal);
        }

        var bytes = File.ReadAllBytes(state);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(state, bytes);
        using var broken = ToolProcess.Run("--port", "0", "--state", state);
        Assert.Equal(2, (await broken.ExitAsync()).Code);
        Assert.Equal(bytes, File.ReadAllBytes(state));
    }

    [Fact]
    public async Task Another_emulator_is_mirrored()
    {
        var tape = Write("tape.jsonl", """{"time": 0, "coin": "ETH", "book": {"bids": [["5000", "1"]], "asks": [["5001", "2"]]}}""");
        using var venue = await ToolProcess.ServeAsync("--tape", tape);
        using var mirror = await ToolProcess.ServeAsync("--mirror", venue.Address.ToString(), "--coin", "ETH", "--fund", $"{Someone}=10");

        Assert.Equal("5001.0", (await mirror.InfoAsync("""{"type":"l2Book","coin":"ETH"}""")).GetProperty("levels")[1][0].GetProperty("px").GetString());
        Assert.Equal("10.0", (await mirror.InfoAsync($$"""{"type":"clearinghouseState","user":"{{Someone}}"}""")).GetProperty("marginSummary").GetProperty("accountValue").GetString());
        Assert.Equal((0, ""), await mirror.EndAsync());
    }

    [Fact]
    public async Task A_mirror_goes_on_from_its_state()
    {
        var state = Path.Combine(_folder, "paper.state");
        using var venue = await ToolProcess.ServeAsync();
        using (var first = await ToolProcess.ServeAsync("--mirror", venue.Address.ToString(), "--state", state, "--fund", $"{Someone}=10"))
        {
            Assert.Equal((0, ""), await first.EndAsync());
        }

        using (var second = await ToolProcess.ServeAsync("--mirror", venue.Address.ToString(), "--state", state, "--fund", $"{Someone}=10"))
        {
            Assert.Equal("10.0", (await second.InfoAsync($$"""{"type":"clearinghouseState","user":"{{Someone}}"}""")).GetProperty("marginSummary").GetProperty("accountValue").GetString());
            Assert.NotEqual(0, (await second.InfoAsync("""{"type":"l2Book","coin":"BTC"}""")).GetProperty("levels")[0].GetArrayLength());
            Assert.Equal((0, ""), await second.EndAsync());
        }

        using var refused = ToolProcess.Run("--port", "0", "--mirror", venue.Address.ToString(), "--state", state, "--chain", "mainnet");
        var (code, errors) = await refused.ExitAsync();
        Assert.Equal(2, code);
        Assert.Contains("is of --chain testnet, not of mainnet", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_a_file_strike_and_the_admin_door_has_a_port_of_its_own()
    {
        var faults = Write("faults.json", """[{"effect": {"kind": "respond", "status": 503, "body": "\"down\""}, "endpoint": "/info", "type": "meta"}]""");
        using var tool = await ToolProcess.ServeAsync("--faults", faults, "--admin-port", "0");

        Assert.Equal("down", (await tool.InfoAsync("""{"type":"meta"}""")).GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Object, (await tool.InfoAsync("""{"type":"allMids"}""")).ValueKind);
        var (code, errors) = await tool.EndAsync();
        Assert.Equal(0, code);
        Assert.Matches("^admin http://127\\.0\\.0\\.1:[0-9]+$", errors);
        Assert.NotEqual($"admin {tool.Address.GetLeftPart(UriPartial.Authority)}", errors);
    }

    [Theory]
    [InlineData("--port 70000", "--port 70000 is no port: 0 to 65535.")]
    [InlineData("--fund nobody=5", "--fund 'nobody=5' is not ADDRESS=USDC")]
    [InlineData("--fund 0x1111111111111111111111111111111111111111=-5", "is not ADDRESS=USDC")]
    [InlineData("--chain moon", "--chain 'moon' is not testnet or mainnet.")]
    [InlineData("--mirror moon", "--mirror 'moon' is not mainnet, testnet or an address such as")]
    [InlineData("--mirror http://example.com", "--mirror 'http://example.com' is not mainnet, testnet or an address such as")]
    [InlineData("--mirror testnet --seed 1", "--mirror has the venue's market: leave --seed and --tape out.")]
    [InlineData("--coin BTC", "--coin goes with --mirror.")]
    [InlineData("--tape nowhere.jsonl", "--tape 'nowhere.jsonl': there is no such file.")]
    [InlineData("--faults nowhere.json", "--faults 'nowhere.json': there is no such file.")]
    [InlineData("--port 5000 --admin-port 5000", "is the venue's port")]
    [InlineData("--prot 1", "prot")]
    public async Task Wrong_arguments_start_nothing(string arguments, string message)
    {
        using var tool = ToolProcess.Run(arguments.Split(' '));
        var (code, errors) = await tool.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("0x1111111111111111111111111111111111111111", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tape", """{"time": 0, "coin": "DOGE", "mid": "1"}""", "Line 1 of the tape, about DOGE, cannot be played: there is no such coin.")]
    [InlineData("tape", "no json", "Line 1 of the tape cannot be read")]
    [InlineData("faults", """[{"effect": {"kind": "explode"}}]""", "explode")]
    public async Task A_file_that_is_wrong_is_named(string option, string content, string message)
    {
        using var tool = ToolProcess.Run("--port", "0", $"--{option}", Write("wrong", content));
        var (code, errors) = await tool.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_to_be()
    {
        using var first = await ToolProcess.ServeAsync();
        using var second = ToolProcess.Run("--port", first.Address.Port.ToString(CultureInfo.InvariantCulture));
        var (code, errors) = await second.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains("address already in use", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_live_view_shows_books_orders_and_faults_and_no_address()
    {
        var emulator = new HyperliquidEmulator();
        using var key = Secp256k1PrivateKey.FromBytes(Keccak256.Hash("live view test"u8).ToArray());
        emulator.Admin.Fund(key.Address, 10_000);
        using var client = new HyperliquidClient(new HyperliquidOptions { Network = emulator.Network, InfoHandler = emulator.CreateHandler(), ExchangeHandler = emulator.CreateHandler() });
        await client.ForAccount(key.Address, new PrivateKeySigner(key)).Orders.PlaceAsync(OrderRequest.Buy("BTC", new OrderSize(0.01m)).PostOnly(new Price(90_123)));
        emulator.Faults.Add("/exchange", FaultEffect.DropReply(), times: 3);

        var printed = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(printed), ColorSystem = ColorSystemSupport.NoColors, Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        console.Write(await new LiveView(emulator, null, [key.Address]).DrawAsync());

        var text = printed.ToString();
        Assert.Contains("BTC", text, StringComparison.Ordinal);
        Assert.Contains("90123", text, StringComparison.Ordinal);
        Assert.Contains(key.Address.Fingerprint, text, StringComparison.Ordinal);
        Assert.Contains("DropReply", text, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Address.ToLowerHex(), text, StringComparison.OrdinalIgnoreCase);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
