using System.Runtime.InteropServices;
using HypeKr.Calibration.Tool;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
return await CalibrationTool.RunAsync(args, ToolConsole.ForThisProcess(), stop.Token);

void End(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
