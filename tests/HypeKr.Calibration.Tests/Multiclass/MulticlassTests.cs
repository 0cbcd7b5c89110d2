namespace HypeKr.Calibration.Tests;

public sealed class MulticlassTests
{
    private static readonly double[] Probabilities = [0.8, 0.2, 0, 0.1, 0.7, 0.2, 0.2, 0.2, 0.6, 0.5, 0.5, 0];
    private static readonly int[] Classes = [0, 1, 2, 1];

    [Fact]
    public void Two_zero_probabilities_prefer_neither_class()
    {
        var fitted = VennAbersOneVersusOne.Fit(Probabilities, Classes, 3);
        var destination = new double[3];
        fitted.Predict([1, 0, 0], destination);
        Assert.All(destination, p => Assert.InRange(p, 0, 1));
        Assert.Equal(1, destination.Sum(), 1e-12);
    }

    [Fact]
    public void Destination_may_be_the_input()
    {
        var (one, rest) = (VennAbersOneVersusOne.Fit(Probabilities, Classes, 3), VennAbersOneVersusRest.Fit(Probabilities, Classes, 3));
        double[] apart = new double[3], same = [0.3, 0.3, 0.4];
        one.Predict([0.3, 0.3, 0.4], apart);
        one.Predict(same, same);
        Assert.Equal(apart, same);
        same = [0.3, 0.3, 0.4];
        rest.Predict([0.3, 0.3, 0.4], apart);
        rest.Predict(same, same);
        Assert.Equal(apart, same);
    }

    [Fact]
    public void Refuses_rows_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>(() => VennAbersOneVersusOne.Fit(Probabilities[..^1], Classes, 3));
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => VennAbersOneVersusRest.Fit([0.5, 0.5, 0.5, 1.5], [0, 1], 2)).Row);
        Assert.Equal(1, Assert.Throws<InvalidCalibrationDataException>(() => VennAbersOneVersusRest.Fit([0.5, 0.5, 0.5, 0.5], [0, 2], 2)).Row);
        Assert.Throws<InvalidCalibrationDataException>(() => VennAbersOneVersusOne.Fit([0.5, 0.5, 0], [0], 3));
    }
}
