using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace HypeKr.Crypto.Tests;

/// <summary>This test assembly as another process: it consumes a list of nonces in a folder and says which it won.</summary>
internal static class NonceStoreChild
{
    private const string Variable = "HYPEKR_TEST_NONCE_FOLDER";

    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(NonceStoreChild).Assembly.Location]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[Variable] = folder;
        return Process.Start(start)!;
    }

    public static Hash32 Id(int number) => new(TestKeys.Bytes(string.Create(CultureInfo.InvariantCulture, $"nonce {number}")));

    // Before the entry point of the test host's program; in a test run the variable is not set.
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder) return;
        var store = new FileNonceStore(folder);
        Console.WriteLine("ready");
        var count = int.Parse(Console.ReadLine()!, CultureInfo.InvariantCulture);
        for (var number = 0; number < count; number++)
        {
            if (store.TryConsumeAsync(Id(number), DateTimeOffset.MaxValue).AsTask().GetAwaiter().GetResult()) Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
        }

        Environment.Exit(0);
    }
}
