using System.Globalization;
using HypeKr.Calibration;

namespace HypeKr.SampleBot;

/// <summary>Numbers and sets as a person reads them.</summary>
internal static class Text
{
    public static string Probability(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    public static string Price(decimal? value) => value?.ToString("0.0##", CultureInfo.InvariantCulture) ?? "-";

    public static string Number(decimal? value) => value?.ToString("0.########", CultureInfo.InvariantCulture) ?? "-";

    public static string Money(decimal? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    public static string Signed(decimal? value) => value?.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) ?? "-";

    public static string Set(PredictionSet set) => set.Kind switch
    {
        PredictionSetKind.Empty => "{}",
        PredictionSetKind.Singleton => set.Singleton == 1 ? "{YES}" : "{NO}",
        _ => "{NO,YES}",
    };
}
