namespace Uso.Matching.Compare;

/// <summary>Compares dates of birth; symmetric.</summary>
internal static class DateComparison
{
    /// <summary>Day numbers, -1 for a missing date.</summary>
    internal static DateLevel Compare(int one, int other)
    {
        if (one < 0 || other < 0)
        {
            return one == other ? DateLevel.MissingOnBoth : DateLevel.Missing;
        }

        if (one == other)
        {
            return DateLevel.Same;
        }

        if (Math.Abs(one - other) == 1)
        {
            return DateLevel.Near;
        }

        var a = DateOnly.FromDayNumber(one);
        var b = DateOnly.FromDayNumber(other);
        bool year = a.Year == b.Year;
        bool month = a.Month == b.Month;
        bool day = a.Day == b.Day;
        if (month && day)
        {
            return Math.Abs(a.Year - b.Year) == 1 || OneDigit(a.Year, b.Year) || NeighboursExchanged(a.Year, b.Year) ? DateLevel.Near : DateLevel.Partial;
        }

        if (!year)
        {
            return DateLevel.Different;
        }

        // Whichever comes first, day or month, its second digit stands beside the other's first.
        if ((a.Month == b.Day && a.Day == b.Month)
            || NeighboursExchanged((a.Month * 100) + a.Day, (b.Month * 100) + b.Day)
            || NeighboursExchanged((a.Day * 100) + a.Month, (b.Day * 100) + b.Month)
            || (month && OneDigit(a.Day, b.Day)) || (day && OneDigit(a.Month, b.Month)))
        {
            return DateLevel.Near;
        }

        return month || day ? DateLevel.Partial : DateLevel.Different;
    }

    /// <summary>1 January stands for "unknown" in many systems.</summary>
    internal static bool IsFirstOfJanuary(int day) => day >= 0 && DateOnly.FromDayNumber(day).DayOfYear == 1;

    private static bool NeighboursExchanged(int a, int b)
    {
        for (int place = 1; place <= a; place *= 10)
        {
            int right = a / place % 10, left = a / place / 10 % 10;
            if (left != right && a + ((left - right) * place) + ((right - left) * place * 10) == b)
            {
                return true;
            }
        }

        return false;
    }

    private static bool OneDigit(int a, int b)
    {
        int differing = 0;
        for (; a > 0 || b > 0; a /= 10, b /= 10)
        {
            differing += a % 10 == b % 10 ? 0 : 1;
        }

        return differing == 1;
    }
}
