using BenchmarkDotNet.Running;
using HypeKr.Benchmarks;

if (args is ["compare", .. var rest]) return CompareCommand.Run(rest);
if (args is ["emulator-server"]) return await EmulatorServer.RunAsync();
if (args is ["emulator-memory"]) return await EmulatorMemory.RunAsync();
if (args is ["timing"]) return SigningTiming.Run();
BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args, new BenchmarkConfig());
return 0;
