using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace HypeKr.Delphi;

/// <summary>Which cell of a panel a chat request fills. A panel writes it into <see cref="ChatOptions.AdditionalProperties"/> of every request.</summary>
/// <remarks>
/// <para>Offline forecasters answer by it; a decorator may log, route or bill by it; and it keeps the equal samples of a
/// persona apart in a response cache, whose key covers the options. A model never sees it unless its adapter puts
/// unknown properties on the wire: then take them out with a decorator.</para>
/// <para>Keys and types: <c>hypekr.delphi.question</c> and <c>hypekr.delphi.persona</c> (strings),
/// <c>hypekr.delphi.round</c> and <c>hypekr.delphi.sample</c> (integers).</para>
/// </remarks>
/// <param name="QuestionId"><see cref="ForecastQuestion.Id"/>.</param>
/// <param name="Persona"><see cref="Persona.Name"/>.</param>
/// <param name="Round">0 for the first round; <see cref="PrescreenRound"/> for the prescreen.</param>
/// <param name="Sample">0 for the first sample.</param>
public readonly record struct ForecastCall(string QuestionId, string Persona, int Round, int Sample)
{
    /// <summary>-1, the round of prescreen calls.</summary>
    public const int PrescreenRound = -1;

    private const string QuestionKey = "hypekr.delphi.question";
    private const string PersonaKey = "hypekr.delphi.persona";
    private const string RoundKey = "hypekr.delphi.round";
    private const string SampleKey = "hypekr.delphi.sample";

    /// <summary>Reads the cell from a request.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="call">The cell, if there is one.</param>
    /// <returns>false if a property is absent or of another type: the request does not come from a panel.</returns>
    public static bool TryRead(ChatOptions? options, out ForecastCall call)
    {
        call = default;
        if (options?.AdditionalProperties is not { } properties
            || Text(properties, QuestionKey) is not { } question
            || Text(properties, PersonaKey) is not { } persona
            || Number(properties, RoundKey) is not { } round
            || Number(properties, SampleKey) is not { } sample) return false;
        call = new ForecastCall(question, persona, round, sample);
        return true;
    }

    internal void WriteTo(ChatOptions options)
    {
        var properties = options.AdditionalProperties ??= [];
        properties[QuestionKey] = QuestionId;
        properties[PersonaKey] = Persona;
        properties[RoundKey] = Round;
        properties[SampleKey] = Sample;
    }

    // The samples of one persona in one round differ by construction, not by luck. 31 bits: some providers take no more.
    internal long Seed(long runSeed)
    {
        var hash = StableRandom.Hash(runSeed, "sample", QuestionId, Persona, Round.ToString(CultureInfo.InvariantCulture));
        return ((long)(hash & int.MaxValue) + Sample) & int.MaxValue;
    }

    // A decorator that stores and reloads options brings values back as JsonElement.
    private static string? Text(AdditionalPropertiesDictionary properties, string key) => properties.GetValueOrDefault(key) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        _ => null,
    };

    private static int? Number(AdditionalPropertiesDictionary properties, string key) => properties.GetValueOrDefault(key) switch
    {
        int number => number,
        long number and >= int.MinValue and <= int.MaxValue => (int)number,
        JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt32(out var number) => number,
        _ => null,
    };
}
