using System.Globalization;
using System.Runtime.CompilerServices;

namespace HypeKr.TestSupport;

/// <summary>Every test runs under a culture with a decimal comma and an unusual minus sign, so that culture leaks fail.</summary>
internal static class HostileCulture
{
    [ModuleInitializer]
    internal static void Install()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.DateSeparator = "-";
        culture.DateTimeFormat.TimeSeparator = ".";
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.CurrentCulture = culture;
    }
}
