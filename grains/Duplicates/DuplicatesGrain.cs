namespace Uso.Grains.Duplicates;

/// <inheritdoc cref="IDuplicatesGrain"/>
[GrainType(GrainTypes.Duplicates)]
internal sealed class DuplicatesGrain(
    [PersistentState(StorageNames.Duplicates, StorageNames.Default)] IPersistentState<DuplicatesState> state,
    TimeProvider time) : Grain, IDuplicatesGrain
{
    private const int LargestTake = 500;
    private const int LongestNote = 500;

    private LaCode La => LaCode.Parse(this.GetPrimaryKeyString());

    public async Task<DuplicatePage> QueryAsync(DuplicateQuery query)
    {
        var pairs = await GrainFactory.MatchIndex(La).FindDuplicatesAsync();
        var fitting = pairs
            .Select(pair => new DuplicateCase { Pair = pair, Decision = state.State.TwoPeople.GetValueOrDefault(KeyOf(pair.First, pair.Second)) })
            .Where(one => Fits(one, query))
            .ToList();
        return new DuplicatePage
        {
            Cases = [.. fitting.Skip(Math.Max(0, query.Skip)).Take(Math.Clamp(query.Take, 0, LargestTake))],
            Total = fitting.Count,
        };
    }

    public async Task<Outcome<Done>> DecideAsync(Caller caller, DecideDuplicate decision)
    {
        if (caller.Role is not Role.ServiceDesk && !(caller.Role is Role.LaOperator && caller.LocalAuthorities.Contains(La.Value)))
        {
            return new Problem(ProblemCodes.Forbidden, "Only the service desk and the LA's operators decide about double accounts.");
        }

        if (!Username.TryParse(decision.First, out _) || !Username.TryParse(decision.Second, out _) || decision.First == decision.Second || decision.Note?.Length > LongestNote)
        {
            return new Problem(ProblemCodes.InvalidValue, "Two usernames are needed, and a note of at most 500 characters.");
        }

        var key = KeyOf(decision.First, decision.Second);
        var known = state.State.TwoPeople.GetValueOrDefault(key);
        if (decision.AreTwo ? known is not null && known.Note == decision.Note : known is null)
        {
            return Done.Instance;
        }

        if (decision.AreTwo)
        {
            state.State.TwoPeople[key] = new TwoPeople { By = caller.Subject, At = time.GetUtcNow(), Note = decision.Note };
        }
        else
        {
            state.State.TwoPeople.Remove(key);
        }

        await WriteAsync();
        return Done.Instance;
    }

    private static bool Fits(DuplicateCase one, DuplicateQuery query) =>
        one.Decision is not null == query.Decided
        && (query.Kind is null || one.Pair.Kind == query.Kind)
        && (query.Rule is null || one.Pair.Rule == query.Rule)
        && (query.Urn is null || one.Pair.FirstUrn == query.Urn || one.Pair.SecondUrn == query.Urn)
        && (query.Username is null || one.Pair.First == query.Username || one.Pair.Second == query.Username);

    private static string KeyOf(string one, string other) => string.CompareOrdinal(one, other) < 0 ? $"{one} {other}" : $"{other} {one}";

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}
