namespace HypeKr.Delphi;

/// <summary>What the panelists are told about each other after a round.</summary>
public enum PeerFeedback
{
    /// <summary>Median and range of every panelist, as the original does. Numbers alone pull the panel together and add nothing to the aggregate.</summary>
    Numbers,

    /// <summary>
    /// The numbers, and what each panelist gave as its reasons, fenced as data, with the points farthest apart named. In a recorded panel of experts all of
    /// the aggregate's gain came with the reasons.
    /// </summary>
    Reasons,
}
