using System.Buffers;
using System.Text;

namespace HypeKr.Delphi;

/// <summary>A cleaned answer, as written and folded for comparison; both have the same length.</summary>
internal sealed class AnswerText
{
    public AnswerText(string text)
    {
        Text = text;
        Folded = string.Create(text.Length, text, static (folded, source) =>
        {
            if (Ascii.ToLower(source, folded, out _) == OperationStatus.Done) return;
            for (var i = 0; i < source.Length; i++)
            {
                folded[i] = source[i] is '’' or '‘' or 'ʼ' ? '\'' : char.ToLowerInvariant(source[i]);
            }
        });
    }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>The text in lower case, with straight apostrophes.</summary>
    public string Folded { get; }

    /// <summary>The text with stretches blotted out, so that what was read as JSON is not read as prose too.</summary>
    public AnswerText Without(List<(int Start, int End)> stretches)
    {
        if (stretches.Count == 0) return this;
        var chars = Text.ToCharArray();
        foreach (var (start, end) in stretches) chars.AsSpan(start..end).Fill(Scan.Mask);
        return new AnswerText(new string(chars));
    }
}
