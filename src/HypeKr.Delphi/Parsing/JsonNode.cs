namespace HypeKr.Delphi;

/// <summary>What a JSON value amounts to.</summary>
/// <param name="IsJson">Whether it is an object or array with at least one member that was read.</param>
/// <param name="IsOpen">Whether it was cut off or broken before its end.</param>
/// <param name="HasForecast">Whether it holds a forecast's key.</param>
/// <param name="Depth">How many levels down that key stands.</param>
/// <param name="Outcome">For a container its forecast; for anything else its value as a forecast.</param>
/// <param name="IsContainer">Whether it is an object or array.</param>
/// <param name="IsEmpty">Whether it is an object or array without members.</param>
internal readonly record struct JsonNode(bool IsJson, bool IsOpen, bool HasForecast, int Depth, ParsedForecast Outcome, bool IsContainer, bool IsEmpty)
{
    public static JsonNode Broken => new(false, true, false, 0, ParsedForecast.NoForecast, false, false);

    /// <summary>Something read as JSON so far, so that the search goes on behind it and not again inside it.</summary>
    public static JsonNode TooDeep => new(true, true, false, 0, ParsedForecast.NoForecast, true, false);

    public static JsonNode Scalar(ParsedForecast outcome) => new(false, false, false, 0, outcome, false, false);

    /// <summary>The node as the value of a forecast's key.</summary>
    public ParsedForecast AsForecast => !IsContainer || HasForecast || IsEmpty ? Outcome : ParsedForecast.Ambiguous;
}
