using Uso.Matching.Index;

namespace Uso.Matching.Rules;

/// <summary>Who is in each record's net.</summary>
internal sealed partial class BatchMatcher
{
    /// <summary>A smaller batch, one school's, is not worth several threads.</summary>
    private const int Few = 2_000;

    /// <summary>Records a thread takes at a time.</summary>
    private const int Portion = 256;

    // Each record's net depends on the index alone, so who searches it and when changes nothing.
    private void SearchAll()
    {
        int workers = _batch.Count < Few || _search.IsSelective ? 1 : Environment.ProcessorCount;
        if (workers == 1)
        {
            SearchSome(_search, 0, _records.Length);
            return;
        }

        int next = 0;
        var all = new Lock();

        // Not on the caller's scheduler: that of a grain runs one thing at a time.
        Parallel.For(0, workers, new ParallelOptions { TaskScheduler = TaskScheduler.Default }, _ =>
        {
            var search = new CandidateSearch();
            for (int from; (from = Interlocked.Add(ref next, Portion) - Portion) < _records.Length;)
            {
                SearchSome(search, from, Math.Min(from + Portion, _records.Length));
            }

            lock (all)
            {
                _search.Count(search);
            }
        });
    }

    private void SearchSome(CandidateSearch search, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            _nets[i] = search.Search(_people, _postings, _records[i], out _crowded[i]);
            _crowded[i] &= !_off.Contains(MatchRules.Crowded);
            if (_nets[i].Length > 1)
            {
                Array.Sort(_nets[i], Ranking.Compare);
            }
        }
    }
}
