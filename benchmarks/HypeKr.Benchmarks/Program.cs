using BenchmarkDotNet.Running;
using HypeKr.Benchmarks;

if (args is ["compare", .. var rest]) return CompareCommand.Run(rest);
if (args is ["emulator-server", var users]) return await EmulatorServer.RunAsync(users);
if (args is ["timing"]) return SigningTiming.Run();
BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args, new BenchmarkConfig());
return 0;
