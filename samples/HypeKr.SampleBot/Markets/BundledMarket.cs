using System.Globalization;
using System.Text.Json;
using HypeKr.Calibration;
using HypeKr.Hyperliquid.Emulator;

namespace HypeKr.SampleBot;

/// <summary>The market, the questions and the resolved history that come with the sample.</summary>
internal static class BundledMarket
{
    private const int FirstOutcome = 101;

    public static IReadOnlyList<BundledQuestion> Questions { get; } = LoadQuestions();

    /// <summary>A venue with an outcome for each question that has one, and a book for each perp that a question names.</summary>
    public static EmulatorSeed Seed(EmulatorSeed venue)
    {
        var outcomes = Questions.Where(q => q.Outcome is not null).ToList();
        var quoted = venue.Books.Select(b => b.Coin).ToHashSet();
        var perps = Questions.Select(q => q.Perp).OfType<BundledPerp>().Where(p => !quoted.Contains(p.Coin))
            .Select(p => venue.Perps.FirstOrDefault(v => v.Name == p.Coin)).OfType<PerpSeed>().Where(p => p.MarkPrice is not null);
        return venue with
        {
            Outcomes = [.. venue.Outcomes, .. outcomes.Select(q => new OutcomeSeed { Outcome = OutcomeOf(q), Name = q.Outcome!.Name, Description = q.Criteria })],
            Books = [.. venue.Books, .. outcomes.Select(q => Book(CoinOf(q), q.Outcome!.Bid, q.Outcome.Ask)), .. perps.Select(PerpBook)],
        };
    }

    /// <summary>Resolved forecasts to fit on: drawn from a seeded simulation, not from any real market.</summary>
    public static IReadOnlyList<CalibrationRow> History() =>
        [.. Read("history.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ParseRow)];

    /// <summary>The coin of the instrument that acts on YES: the outcome's first side, or the perp.</summary>
    public static string CoinOf(BundledQuestion question) =>
        question.Perp?.Coin ?? OutcomeCoin(OutcomeOf(question), ContractSide.Yes);

    public static string OutcomeCoin(int outcome, ContractSide side) =>
        string.Create(CultureInfo.InvariantCulture, $"#{(10 * outcome) + (side == ContractSide.Yes ? 0 : 1)}");

    /// <summary>Three levels a side, one cent apart.</summary>
    public static BookSeed Book(string coin, decimal bid, decimal ask, decimal size = 500) => new()
    {
        Coin = coin,
        Bids = [.. Enumerable.Range(0, 3).Select(i => bid - (0.01m * i)).Where(p => p >= 0.001m).Select(p => new BookLevelSeed(p, size))],
        Asks = [.. Enumerable.Range(0, 3).Select(i => ask + (0.01m * i)).Where(p => p <= 0.999m).Select(p => new BookLevelSeed(p, size))],
    };

    /// <summary>One level a side, a basis point from the mark, for a venue whose recording has no book of the perp.</summary>
    private static BookSeed PerpBook(PerpSeed perp)
    {
        var mark = perp.MarkPrice!.Value;
        var step = mark * 0.0001m;
        var size = Math.Round(1_000_000 / mark, perp.SizeDecimals);
        return new BookSeed { Coin = perp.Name, Bids = [new BookLevelSeed(OnGrid(mark - step), size)], Asks = [new BookLevelSeed(OnGrid(mark + step), size)] };

        decimal OnGrid(decimal price) => decimal.Parse(price.ToString("G5", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    public static int OutcomeOf(BundledQuestion question) => FirstOutcome + IndexOf(question);

    private static int IndexOf(BundledQuestion question)
    {
        for (var i = 0; i < Questions.Count; i++)
        {
            if (Questions[i].Id == question.Id) return i;
        }

        throw new SampleBotException($"'{question.Id}' is not among the bundled questions.");
    }

    private static IReadOnlyList<BundledQuestion> LoadQuestions() =>
        JsonSerializer.Deserialize(Read("questions.json"), BundledJsonContext.Default.BundledQuestions)!.Questions;

    private static CalibrationRow ParseRow(string line)
    {
        var cells = line.TrimEnd('\r').Split(',');
        return new CalibrationRow(
            new RawProbability(double.Parse(cells[0], CultureInfo.InvariantCulture)),
            cells[2],
            BinaryOutcome.FromResolution(double.Parse(cells[3], CultureInfo.InvariantCulture)),
            double.Parse(cells[1], CultureInfo.InvariantCulture));
    }

    private static string Read(string resource)
    {
        using var stream = typeof(BundledMarket).Assembly.GetManifestResourceStream(resource) ?? throw new SampleBotException($"The bundled file {resource} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
