return await HypeKr.Hyperliquid.Emulator.Tool.EmulatorTool.RunAsync(args);
