namespace HypeKr.Calibration;

/// <summary>What the rows of one cell share. Each cell covers at the promised rate by itself; the finer the cells, the stronger the promise and the fewer rows a cell.</summary>
public enum MondrianTaxonomy
{
    /// <summary>A cell for every category and true class: coverage for YES and for NO of every category.</summary>
    CategoryAndClass,

    /// <summary>A cell for every true class (class-conditional, label-conditional): categories are pooled.</summary>
    Class,

    /// <summary>A cell for every category: classes are pooled, so a rare class may be missed more often.</summary>
    Category,

    /// <summary>One cell (marginal, split conformal): coverage over all objects together.</summary>
    Marginal,
}
