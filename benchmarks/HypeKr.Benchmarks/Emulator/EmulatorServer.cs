using HypeKr.Crypto;
using HypeKr.Hyperliquid.Emulator;
using HypeKr.Hyperliquid.Emulator.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HypeKr.Benchmarks;

/// <summary>The other process of <see cref="EmulatorLoad"/>: an emulator on Kestrel, and beside it what Kestrel does without one.</summary>
internal static class EmulatorServer
{
    public const int DigestSize = 32;
    public const int SignatureSize = 65;

    // Deep enough for as many orders as anybody measures.
    public static EmulatorOptions Options { get; } = new()
    {
        Seed = EmulatorSeed.Default with { Books = [new() { Coin = "BTC", Bids = [new(99_990, 1_000_000)], Asks = [new(100_010, 1_000_000)] }] },
        Streams = EmulatorStreamOptions.Unlimited,
    };

    /// <summary>An emulator with money for those who sign.</summary>
    public static HyperliquidEmulator Create(IEnumerable<PrivateKeySigner> signers)
    {
        var emulator = new HyperliquidEmulator(Options);
        foreach (var signer in signers) emulator.Admin.Fund(signer.Address, 1_000_000_000);
        return emulator;
    }

    public static async Task<int> RunAsync()
    {
        var emulator = Create(EmulatorLoad.Signers());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using var application = builder.Build();
        application.MapHyperliquidEmulator(emulator);
        RequestDelegate echo = context => EchoAsync(context, recovers: false);
        RequestDelegate recover = context => EchoAsync(context, recovers: true);
        RequestDelegate tick = context =>
        {
            // One change of the book, told to whoever has subscribed.
            emulator.Admin.PrintTrade("BTC", true, 100_010, 0.001m);
            return Task.CompletedTask;
        };
        application.MapPost("/bare/echo", echo);
        application.MapPost("/bare/recover", recover);
        application.MapPost("/tick", tick);
        await application.StartAsync();
        Console.WriteLine(application.Urls.First());

        // It ends with whoever started it.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task EchoAsync(HttpContext context, bool recovers)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (recovers) RecoverableSignature.FromBytes(bytes.Span.Slice(DigestSize, SignatureSize)).Recover(new Hash32(bytes.Span[..DigestSize]));
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }
}
