using BenchmarkDotNet.Running;
using HypeKr.Benchmarks;

if (args is ["compare", .. var rest]) return CompareCommand.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(args, new BenchmarkConfig());
return 0;
