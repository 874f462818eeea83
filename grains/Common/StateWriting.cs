namespace Uso.Grains;

internal static class StateWriting
{
    /// <summary>
    /// Writes the state. When that fails, what is in memory was not written: the activation leaves, so that whoever asks next, and a call that is repeated, sees what is
    /// stored.
    /// </summary>
    public static async Task WriteOrLeaveAsync<T>(this IPersistentState<T> state, IGrainBase grain)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
