namespace HypeKr.Delphi;

/// <summary>The forecast of an object while its members go by.</summary>
internal struct JsonMembers
{
    /// <summary>Keys of a forecast; of several in one object the first here that holds a value counts, final ones before all.</summary>
    private static readonly string[] Keys =
    [
        "final_probability", "final_forecast", "probability", "prob", "p", "p_yes", "prob_yes", "yes_probability", "probability_yes",
        "forecast", "prediction", "estimate", "final_answer", "answer", "확률",
    ];

    private static readonly string[] NoKeys = ["p_no", "prob_no", "no_probability", "probability_no"];

    private int _rank;
    private bool _yesForm;
    private ParsedForecast _best;
    private ParsedForecast? _yes;
    private ParsedForecast? _no;
    private int _nestedDepth;
    private ParsedForecast _nested;
    private bool _any;

    /// <summary>Whether a key's value matters.</summary>
    public static bool Wants(string key) => Array.IndexOf(Keys, key) >= 0 || key is "yes" or "no" || Array.IndexOf(NoKeys, key) >= 0;

    public void Add(string key, JsonNode value)
    {
        _any = true;
        var rank = Array.IndexOf(Keys, key);
        if (rank >= 0)
        {
            var forecast = value.AsForecast;
            var weight = forecast.Error is ForecastParseError.NoForecast ? Keys.Length + 1 : rank + 1;
            if (_rank == 0 || weight <= _rank) (_rank, _best, _yesForm) = (weight, forecast, key.Contains("yes", StringComparison.Ordinal));
        }
        else if (key is "yes")
        {
            _yes = value.AsForecast;
        }
        else if (key is "no" || Array.IndexOf(NoKeys, key) >= 0)
        {
            _no = value.AsForecast;
        }
        else if (value.HasForecast && !key.Contains("confidence", StringComparison.Ordinal))
        {
            AddNested(value);
        }
    }

    public void AddNested(JsonNode value)
    {
        _any = true;
        if (!value.HasForecast) return;
        if (_nestedDepth == 0 || value.Depth + 1 < _nestedDepth)
        {
            (_nestedDepth, _nested) = (value.Depth + 1, value.Outcome);
        }
        else if (value.Depth + 1 == _nestedDepth && !Same(_nested, value.Outcome))
        {
            _nested = ParsedForecast.Ambiguous;
        }
    }

    public readonly JsonNode ToNode(bool open)
    {
        if (_rank > 0) return Found(_yesForm && _no is { } complement ? YesNo.Combine(_best, complement) : _best, 0, open);
        if (_yes is { } yes) return Found(_no is { } no ? YesNo.Combine(yes, no) : yes, 0, open);
        return _nestedDepth > 0
            ? Found(_nested, _nestedDepth, open)
            : new JsonNode(_any, open, false, 0, ParsedForecast.NoForecast, true, !_any && !open);
    }

    private static JsonNode Found(ParsedForecast outcome, int depth, bool open) => new(true, open, true, depth, outcome, true, false);

    private static bool Same(ParsedForecast a, ParsedForecast b) =>
        a.HasValue && b.HasValue ? Quantity.Agree(a.Probability, b.Probability, 0) : a == b;
}
