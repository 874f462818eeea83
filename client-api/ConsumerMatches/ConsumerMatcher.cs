namespace Uso.ClientApi.ConsumerMatches;

/// <summary>
/// Answers a platform's rows, chunk by chunk as they come. Of each row only its answer is kept: the last row may yet say that an account that an
/// earlier one got is claimed twice, and then neither gets it.
/// </summary>
internal sealed class ConsumerMatcher(IMatchIndexGrain index, ReleasedSchools schools, int mostRows)
{
    private const int ChunkSize = 1000;

    private readonly List<RowAnswer> _answers = [];
    private readonly List<(int Answer, FindQuery Query)> _asked = [];
    private readonly Dictionary<string, int> _claims = [];

    /// <summary>The version of the rules that answered; null while nothing was asked.</summary>
    public string? RulesVersion { get; private set; }

    /// <summary>Answers in the order of the rows; null when there are too many.</summary>
    public async Task<IReadOnlyList<RowAnswer>?> AnswerAsync(IAsyncEnumerable<ReadRow> rows)
    {
        await foreach (var read in rows)
        {
            if (_answers.Count == mostRows)
            {
                return null;
            }

            var (query, status, reason) = RowCheck.Check(read, schools);
            if (query is not null)
            {
                _asked.Add((_answers.Count, query));
            }

            _answers.Add(new RowAnswer { Row = _answers.Count + 1, Id = reason == RowReasons.IdInvalid ? null : read.Row.Id, Status = status, Reason = reason });
            if (_asked.Count == ChunkSize)
            {
                await AskAsync();
            }
        }

        await AskAsync();
        return _answers;
    }

    private async Task AskAsync()
    {
        if (_asked.Count == 0)
        {
            return;
        }

        var found = await index.FindAsync(new FindBatch { Queries = [.. _asked.Select(asked => asked.Query)], Schools = schools.Urns });
        RulesVersion = found.RulesVersion;
        for (var i = 0; i < _asked.Count; i++)
        {
            Note(_asked[i].Answer, found.Answers[i]);
        }

        _asked.Clear();
    }

    private void Note(int at, MatchAnswer found)
    {
        var status = found.Verdict switch
        {
            MatchVerdict.Linked => RowStatus.Matched,
            MatchVerdict.Review => RowStatus.NeedsReview,
            _ => RowStatus.None,
        };
        _answers[at] = _answers[at] with { Status = status, Username = status is RowStatus.Matched ? found.Username : null, Reason = found.Rule };
        if (status is RowStatus.Matched && !_claims.TryAdd(found.Username!, at))
        {
            Disclaim(at);
            Disclaim(_claims[found.Username!]);
        }
    }

    private void Disclaim(int at) =>
        _answers[at] = _answers[at] with { Status = RowStatus.NeedsReview, Username = null, Reason = RowReasons.TwoRowsOneAccount };
}
